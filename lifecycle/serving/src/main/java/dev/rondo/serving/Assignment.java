package dev.rondo.serving;

import dev.rondo.inference.Route;
import java.util.Arrays;

/**
 * Where each row of a request goes.
 *
 * @param weight the canary's share when they were drawn
 * @param units each row's hash; empty without a canary, when nothing is drawn
 */
@SuppressWarnings("ArrayRecordComponent") // made once per request, read by its maker's room only
record Assignment(Route[] routes, double weight, double[] units) {
    int rows() {
        return routes.length;
    }

    Route route(int row) {
        return routes[row];
    }

    double unit(int row) {
        return units[row];
    }

    /** The rows that go one way, in order. */
    int[] rowsOf(Route route) {
        var rows = new int[routes.length];
        int n = 0;
        for (int i = 0; i < routes.length; i++) {
            if (routes[i] == route) {
                rows[n++] = i;
            }
        }
        return Arrays.copyOf(rows, n);
    }
}
