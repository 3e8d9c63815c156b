package dev.rondo.monitoring;

import dev.rondo.base.Column;
import java.util.Arrays;

/** Chooses the bins of a number's reference. */
final class NumberReferences {
    private static final int BINS = 10;

    /** A value with this share of the rows has a bin of its own. */
    private static final double MASS_SHARE = 0.05;

    /** So few different values all have bins of their own, unless they are rarer than this. */
    private static final int FEW_VALUES = 10;

    private static final double FEW_VALUES_SHARE = 0.01;

    /** No interval is made for a smaller share of the rows. */
    private static final double LEAST_SHARE = 0.02;

    /** How far a value may leave the reference's range, in lengths of that range. */
    private static final double TOLERANCE = 0.5;

    private NumberReferences() {}

    static NumberReference build(Column column, double[] values, int[] sampleRows) {
        var present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).map(v -> v + 0.0);
        var sorted = present.sorted().toArray();
        var masses = masses(sorted);
        var edges = edges(rest(sorted, masses), sorted.length);
        var empty =
                new NumberReference(
                        column,
                        masses,
                        edges,
                        new long[masses.length + edges.length + 2],
                        low(sorted),
                        high(sorted),
                        quantiles(sorted),
                        new byte[sampleRows.length]);
        for (double value : values) {
            empty.counts()[empty.bin(value)]++;
        }
        for (int i = 0; i < sampleRows.length; i++) {
            empty.sample()[i] = (byte) empty.bin(values[sampleRows[i]]);
        }
        return empty;
    }

    private static double[] masses(double[] sorted) {
        long distinct = Arrays.stream(sorted).distinct().count();
        double share = distinct <= FEW_VALUES ? FEW_VALUES_SHARE : MASS_SHARE;
        var masses = new double[sorted.length];
        int found = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from >= share * sorted.length) {
                masses[found++] = sorted[from];
            }
        }
        return Arrays.copyOf(masses, found);
    }

    private static double[] rest(double[] sorted, double[] masses) {
        return Arrays.stream(sorted).filter(v -> Arrays.binarySearch(masses, v) < 0).toArray();
    }

    /** Quantiles of the values that are no mass points, in as many bins as their share allows. */
    private static double[] edges(double[] rest, int all) {
        if (rest.length == 0) {
            return new double[0];
        }
        int bins = (int) Math.min(BINS, rest.length / (LEAST_SHARE * all));
        var edges = new double[Math.max(0, bins - 1)];
        int found = 0;
        for (int i = 1; i < bins; i++) {
            double edge = rest[(int) ((long) i * rest.length / bins)];
            if (edge > rest[0] && (found == 0 || edge > edges[found - 1])) {
                edges[found++] = edge;
            }
        }
        return Arrays.copyOf(edges, found);
    }

    private static double low(double[] sorted) {
        if (sorted.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double least = sorted[0];
        double low = least - TOLERANCE * (sorted[sorted.length - 1] - least);
        return least >= 0 ? Math.max(0, low) : low;
    }

    private static double high(double[] sorted) {
        if (sorted.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double most = sorted[sorted.length - 1];
        return most + TOLERANCE * (most - sorted[0]);
    }

    private static double[] quantiles(double[] sorted) {
        if (sorted.length == 0) {
            return sorted;
        }
        var quantiles = new double[101];
        for (int i = 0; i <= 100; i++) {
            quantiles[i] = sorted[(int) Math.round(i / 100.0 * (sorted.length - 1))];
        }
        return quantiles;
    }
}
