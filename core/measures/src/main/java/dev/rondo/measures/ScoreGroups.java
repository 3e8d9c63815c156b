package dev.rondo.measures;

import java.util.Arrays;

/**
 * The rows grouped by equal score, from the greatest score to the least: the form in which curves
 * over all thresholds are walked.
 */
final class ScoreGroups {
    final double[] scores;
    final long[] positives;
    final long[] negatives;

    private ScoreGroups(double[] descending) {
        scores = descending;
        positives = new long[descending.length];
        negatives = new long[descending.length];
    }

    static ScoreGroups of(double[] scores, boolean[] positive) {
        Checks.scores(scores, positive);
        var ascending = distinct(scores);
        var groups = new ScoreGroups(reversed(ascending));
        for (int row = 0; row < scores.length; row++) {
            groups.count(indexOf(ascending, scores[row]), positive[row]);
        }
        return groups;
    }

    /** Each row's group. */
    static int[] groupOfRows(ScoreGroups groups, double[] scores) {
        var ascending = reversed(groups.scores);
        var result = new int[scores.length];
        for (int row = 0; row < scores.length; row++) {
            result[row] = indexOf(ascending, scores[row]);
        }
        return result;
    }

    private void count(int group, boolean positive) {
        (positive ? positives : negatives)[group]++;
    }

    /** Adding zero makes the negative zero equal to zero. */
    private static double[] distinct(double[] scores) {
        return Arrays.stream(scores).map(score -> score + 0.0).sorted().distinct().toArray();
    }

    private static int indexOf(double[] ascending, double score) {
        return ascending.length - 1 - Arrays.binarySearch(ascending, score + 0.0);
    }

    private static double[] reversed(double[] values) {
        var result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }
}
