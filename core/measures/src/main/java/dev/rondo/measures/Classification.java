package dev.rondo.measures;

import java.util.ArrayList;
import java.util.List;

/**
 * The quality of scores and decisions against binary outcomes, as scikit-learn defines it (rule
 * 4.1). What is not defined on the data is NaN, where scikit-learn warns and answers 0.
 */
public final class Classification {
    /** The distance that scikit-learn keeps from 0 and 1 within a logarithm. */
    private static final double EPSILON = Math.ulp(1.0);

    private Classification() {}

    /** The sum of precision times the step in recall, over falling thresholds. */
    public static double averagePrecision(double[] scores, boolean[] positive) {
        var groups = ScoreGroups.of(scores, positive);
        var sum = new Sums();
        long positives = 0;
        long acted = 0;
        for (int i = 0; i < groups.scores.length; i++) {
            positives += groups.positives[i];
            acted += groups.positives[i] + groups.negatives[i];
            sum.add((double) positives / acted * groups.positives[i]);
        }
        return sum.value() / positives;
    }

    /** The mean negative log-likelihood; scores are kept 2.2e-16 from 0 and 1. */
    public static double logLoss(double[] scores, boolean[] positive) {
        Checks.probabilities(scores, positive);
        var sum = new Sums();
        for (int row = 0; row < scores.length; row++) {
            double score = Math.clamp(scores[row], EPSILON, 1 - EPSILON);
            sum.add(-StrictMath.log(positive[row] ? score : 1 - score));
        }
        return sum.value() / scores.length;
    }

    /** The mean squared distance of score and outcome. */
    public static double brier(double[] scores, boolean[] positive) {
        Checks.probabilities(scores, positive);
        var sum = new Sums();
        for (int row = 0; row < scores.length; row++) {
            double miss = scores[row] - (positive[row] ? 1 : 0);
            sum.add(miss * miss);
        }
        return sum.value() / scores.length;
    }

    /** Acts where {@code score >= threshold}. */
    public static Confusion confusion(double[] scores, boolean[] positive, double threshold) {
        Checks.scores(scores, positive);
        var counts = new long[2][2];
        for (int row = 0; row < scores.length; row++) {
            counts[scores[row] >= threshold ? 1 : 0][positive[row] ? 1 : 0]++;
        }
        return new Confusion(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
    }

    /** The bins of equal width over [0, 1] that hold a row, in order. */
    public static List<CalibrationBin> calibration(double[] scores, boolean[] positive, int bins) {
        Checks.probabilities(scores, positive);
        var n = new long[bins];
        var positives = new long[bins];
        var sums = new Sums[bins];
        for (int row = 0; row < scores.length; row++) {
            int bin = bin(scores[row], bins);
            sums[bin] = sums[bin] == null ? new Sums() : sums[bin];
            sums[bin].add(scores[row]);
            positives[bin] += positive[row] ? 1 : 0;
            n[bin]++;
        }
        var result = new ArrayList<CalibrationBin>();
        for (int bin = 0; bin < bins; bin++) {
            if (n[bin] > 0) {
                result.add(
                        new CalibrationBin(
                                edge(bin, bins),
                                edge(bin + 1, bins),
                                n[bin],
                                sums[bin].value() / n[bin],
                                (double) positives[bin] / n[bin]));
            }
        }
        return List.copyOf(result);
    }

    private static int bin(double score, int bins) {
        int bin = Math.clamp((long) (score * bins), 0, bins - 1);
        while (bin > 0 && score <= edge(bin, bins)) {
            bin--;
        }
        while (bin < bins - 1 && score > edge(bin + 1, bins)) {
            bin++;
        }
        return bin;
    }

    private static double edge(int index, int bins) {
        return index == bins ? 1 : index * (1.0 / bins);
    }

    /**
     * The mean distance of score and share over the bins, weighted by rows. Source: Guo et al., "On
     * calibration of modern neural networks", ICML 2017.
     */
    public static double expectedCalibrationError(List<CalibrationBin> bins) {
        var sum = new Sums();
        long n = 0;
        for (var bin : bins) {
            sum.add(bin.n() * Math.abs(bin.meanScore() - bin.positiveShare()));
            n += bin.n();
        }
        return sum.value() / n;
    }

    /**
     * What {@link #expectedCalibrationError} is on average for scores without any error, from
     * chance alone: the mean absolute deviation of each bin's share, sqrt(2/pi) of its standard
     * deviation under the mean score (normal approximation), weighted by the bins' rows. It tells
     * how much of an error on few rows means nothing.
     */
    public static double chanceCalibrationError(List<CalibrationBin> bins) {
        var sum = new Sums();
        long n = 0;
        for (var bin : bins) {
            if (bin.n() > 0) {
                double variance = bin.meanScore() * (1 - bin.meanScore()) / bin.n();
                sum.add(bin.n() * Math.sqrt(2 / Math.PI * variance));
                n += bin.n();
            }
        }
        return n == 0 ? Double.NaN : sum.value() / n;
    }
}
