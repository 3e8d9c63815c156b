package dev.rondo.measures;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Control of the share of false alarms among all alarms. Source: Benjamini and Hochberg,
 * "Controlling the false discovery rate", JRSS-B 1995.
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * Adjusted p-values, in the order given: those at or below alpha are the discoveries. NaN, a
     * test that could not be made, stays NaN and does not count among the tests.
     */
    public static double[] benjaminiHochberg(double[] pValues) {
        for (double p : pValues) {
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException("a p-value lies in [0, 1], not " + p);
            }
        }
        var descending =
                IntStream.range(0, pValues.length)
                        .filter(i -> !Double.isNaN(pValues[i]))
                        .boxed()
                        .sorted((i, j) -> Double.compare(pValues[j], pValues[i]))
                        .toList();
        var adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 1;
        for (int i = 0; i < descending.size(); i++) {
            int rank = descending.size() - i;
            int test = descending.get(i);
            least = Math.min(least, pValues[test] * descending.size() / rank);
            adjusted[test] = least;
        }
        return adjusted;
    }
}
