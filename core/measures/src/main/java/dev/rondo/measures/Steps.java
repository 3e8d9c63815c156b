package dev.rondo.measures;

import java.util.Arrays;

/** Two samples' distribution functions side by side, at each distinct value in rising order. */
final class Steps {
    final double[] values;

    /** How many of each sample lie below the value. */
    final int[] belowA;

    final int[] belowB;

    final int count;

    Steps(double[] a, double[] b) {
        var sortedA = sorted(a);
        var sortedB = sorted(b);
        values = new double[a.length + b.length];
        belowA = new int[values.length];
        belowB = new int[values.length];
        int i = 0;
        int j = 0;
        int n = 0;
        while (i < a.length || j < b.length) {
            double value = Math.min(at(sortedA, i), at(sortedB, j));
            values[n] = value;
            belowA[n] = i;
            belowB[n++] = j;
            i = skip(sortedA, i, value);
            j = skip(sortedB, j, value);
        }
        count = n;
    }

    private static double[] sorted(double[] values) {
        var copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static double at(double[] sorted, int index) {
        return index < sorted.length ? sorted[index] : Double.POSITIVE_INFINITY;
    }

    private static int skip(double[] sorted, int index, double value) {
        int next = index;
        while (next < sorted.length && sorted[next] == value) {
            next++;
        }
        return next;
    }
}
