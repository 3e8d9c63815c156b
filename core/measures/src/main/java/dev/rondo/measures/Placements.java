package dev.rondo.measures;

import java.util.Arrays;

/**
 * DeLong's structural components of the area under the ROC curve: for each positive the share of
 * negatives below it, for each negative the share of positives above it, ties counting half.
 */
final class Placements {
    private final double[] ofPositives;
    private final double[] ofNegatives;

    private Placements(double[] ofPositives, double[] ofNegatives) {
        this.ofPositives = ofPositives;
        this.ofNegatives = ofNegatives;
    }

    static Placements of(double[] scores, boolean[] positive) {
        Checks.scores(scores, positive);
        var positives = where(scores, positive, true);
        var negatives = where(scores, positive, false);
        return new Placements(
                sharesBelow(positives, negatives),
                Arrays.stream(sharesBelow(negatives, positives)).map(s -> 1 - s).toArray());
    }

    Placements minus(Placements other) {
        return new Placements(
                minus(ofPositives, other.ofPositives), minus(ofNegatives, other.ofNegatives));
    }

    /** The variance of the area; NaN with fewer than two rows of a class. */
    double variance() {
        return Sums.variance(ofPositives) / ofPositives.length
                + Sums.variance(ofNegatives) / ofNegatives.length;
    }

    private static double[] where(double[] scores, boolean[] positive, boolean wanted) {
        var result = new double[scores.length];
        int n = 0;
        for (int row = 0; row < scores.length; row++) {
            if (positive[row] == wanted) {
                result[n++] = scores[row];
            }
        }
        return Arrays.copyOf(result, n);
    }

    private static double[] sharesBelow(double[] values, double[] others) {
        var sorted = others.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values).map(value -> shareBelow(sorted, value)).toArray();
    }

    private static double shareBelow(double[] sorted, double value) {
        long below = first(sorted, value, false);
        long belowOrEqual = first(sorted, value, true);
        return (below + belowOrEqual) / (2.0 * sorted.length);
    }

    /** The first index that holds a value at or above this one, or strictly above it. */
    private static int first(double[] sorted, double value, boolean strictly) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = strictly ? sorted[middle] <= value : sorted[middle] < value;
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }

    private static double[] minus(double[] a, double[] b) {
        var result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }
}
