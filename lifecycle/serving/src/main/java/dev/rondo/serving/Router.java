package dev.rondo.serving;

import dev.rondo.base.Digests;
import dev.rondo.inference.Route;
import java.util.Arrays;
import java.util.List;

/**
 * Which way a row goes (rule 7.2): a hash of salt and key against the canary's weight. A key stays
 * on its way as long as the weight only grows, and anyone can compute it again.
 */
final class Router {
    private Router() {}

    static Assignment assign(Routing routing, List<Instance> instances) {
        var routes = new Route[instances.size()];
        Arrays.fill(routes, Route.PRIMARY);
        var challenger = routing.challenger();
        double weight = routing.weight();
        if (challenger == null || weight == 0) {
            return new Assignment(routes, 0, new double[0]);
        }
        var units = new double[routes.length];
        for (int i = 0; i < routes.length; i++) {
            units[i] = Digests.unit(challenger.release().salt(), instances.get(i).key());
            if (units[i] < weight) {
                routes[i] = Route.CANARY;
            }
        }
        return new Assignment(routes, weight, units);
    }
}
