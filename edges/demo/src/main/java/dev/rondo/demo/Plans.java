package dev.rondo.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;

/** How the story's releases are to be proven. */
final class Plans {
    private static final int MOST_PAIRS = 20_000;

    private Plans() {}

    /** Shadow first, then 10 and 50 % of the traffic. */
    static ObjectNode proof(Session session) {
        return plan(session, 500);
    }

    /** Straight to customers. */
    static ObjectNode hasty(Session session) {
        return plan(session, 0);
    }

    private static ObjectNode plan(Session session, int shadow) {
        var plan =
                RondoClient.object()
                        .put("shadow_minimum", shadow)
                        .put("alpha", 0.05)
                        .put("maximum_pairs", MOST_PAIRS);
        plan.put("margin", margin(session));
        var stages = plan.putArray("stages");
        stages.addObject().put("weight", 0.1).put("minimum_pairs", 50);
        stages.addObject().put("weight", 0.5).put("minimum_pairs", 100);
        return plan;
    }

    /**
     * The loss per decision that a release may bring: as the user says, else 2 % of the gains'
     * range. Where positives are rare that range is far wider than all that any model can earn, and
     * a version that finds nothing would pass; so it is at most a fifth of what version 1 earns
     * over the better of always and never acting.
     */
    static double margin(Session session) {
        var given = session.options.margin();
        if (given != null) {
            return given;
        }
        double earned =
                Platform.output(session.trained(), "evaluate")
                        .path("test")
                        .path("over_trivial")
                        .path("value")
                        .asDouble();
        double usual = 0.02 * session.gains.range();
        return session.options.strict() ? usual : Math.min(usual, earned / 5);
    }
}
