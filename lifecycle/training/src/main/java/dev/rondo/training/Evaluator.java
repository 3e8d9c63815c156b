package dev.rondo.training;

import dev.rondo.measures.Bootstrap;
import dev.rondo.measures.Classification;
import dev.rondo.measures.CostMatrix;
import dev.rondo.measures.Estimate;
import dev.rondo.measures.Interval;
import dev.rondo.measures.Means;
import dev.rondo.measures.RocAuc;
import dev.rondo.measures.Thresholds;
import dev.rondo.measures.Wilson;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Judges scores and decisions against outcomes (rules 4.1 to 4.3).
 *
 * <pre>{@code
 * var evaluator = new Evaluator(7);
 * var threshold = evaluator.threshold(validationScores, validationLabels, gains, 0.1);
 * var test = evaluator.evaluate("test", testScores, testLabels, threshold.used(), gains);
 * }</pre>
 *
 * @param seed of the bootstraps
 */
public record Evaluator(long seed) {
    static final double LEVEL = 0.95;
    private static final int BINS = 10;
    private static final int RESAMPLES = 1000;
    private static final int MIN_RESAMPLES = 100;

    /** Rows drawn in all resamples together: a large table gets fewer, and needs fewer. */
    private static final int DRAWS = 5_000_000;

    /**
     * Judges one part of the data.
     *
     * @param scores probabilities of the positive class
     * @param threshold from which a score means to act
     */
    public Evaluation evaluate(
            String part, double[] scores, boolean[] positive, double threshold, CostMatrix gains) {
        var confusion = Classification.confusion(scores, positive, threshold);
        long positives = confusion.truePositives() + confusion.falseNegatives();
        long acted = confusion.truePositives() + confusion.falsePositives();
        var calibration = Classification.calibration(scores, positive, BINS);
        var bootstrap = bootstrap(scores.length);
        double always = constant(gains, positive, true);
        double never = constant(gains, positive, false);
        return new Evaluation(
                part,
                scores.length,
                positives,
                RocAuc.delong(scores, positive, LEVEL),
                averagePrecision(scores, positive, bootstrap),
                Classification.logLoss(scores, positive),
                Classification.brier(scores, positive),
                threshold,
                confusion,
                Wilson.estimate(confusion.truePositives(), acted, LEVEL),
                Wilson.estimate(confusion.truePositives(), positives, LEVEL),
                confusion.f1(),
                confusion.mcc(),
                (double) acted / scores.length,
                calibration,
                Classification.expectedCalibrationError(calibration),
                gains,
                Thresholds.money(scores, positive, threshold, gains, LEVEL),
                always,
                never,
                overTrivial(scores, positive, threshold, gains, always >= never),
                new Evaluation.Resampling(bootstrap.resamples(), seed));
    }

    /**
     * Finds the threshold on the validation part: the formula's where scores are calibrated, since
     * it is exact there and does not follow the noise of few rows; else the empirical one.
     *
     * @param maximumCalibrationError up to which scores count as calibrated, beyond what chance
     *     explains
     */
    public ThresholdReport threshold(
            double[] scores, boolean[] positive, CostMatrix gains, double maximumCalibrationError) {
        double formula = gains.optimalThreshold();
        var empirical = Thresholds.empirical(scores, positive, gains, bootstrap(scores.length));
        var bins = Classification.calibration(scores, positive, BINS);
        double error = Classification.expectedCalibrationError(bins);
        double chance = Classification.chanceCalibrationError(bins);
        boolean calibrated = error - chance <= maximumCalibrationError;
        var reason =
                "the calibration error on validation is %.3f, of which chance explains %.3f: %s"
                        .formatted(
                                error,
                                chance,
                                calibrated
                                        ? "the formula holds"
                                        : "too much for the formula to hold");
        return new ThresholdReport(
                calibrated ? formula : empirical.threshold(),
                calibrated ? "formula" : "empirical",
                reason,
                formula,
                Thresholds.money(scores, positive, formula, gains, LEVEL),
                empirical.threshold(),
                empirical.thresholdInterval(),
                empirical.moneyPerDecision());
    }

    /** Money per decision of b's decisions minus a's, paired by row. */
    static Estimate moneyDifference(
            boolean[] a, boolean[] b, boolean[] positive, CostMatrix gains) {
        var differences =
                IntStream.range(0, positive.length)
                        .mapToDouble(row ->
                                gains.gain(b[row], positive[row])
                                        - gains.gain(a[row], positive[row]))
                        .toArray();
        return Means.estimate(differences, LEVEL);
    }

    static boolean[] decisions(double[] scores, double threshold) {
        var decisions = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            decisions[row] = scores[row] >= threshold;
        }
        return decisions;
    }

    private static Estimate overTrivial(
            double[] scores,
            boolean[] positive,
            double threshold,
            CostMatrix gains,
            boolean alwaysIsBetter) {
        var trivial = new boolean[scores.length];
        Arrays.fill(trivial, alwaysIsBetter);
        return moneyDifference(trivial, decisions(scores, threshold), positive, gains);
    }

    private static double constant(CostMatrix gains, boolean[] positive, boolean acted) {
        return IntStream.range(0, positive.length)
                .mapToDouble(row -> gains.gain(acted, positive[row]))
                .average()
                .orElse(Double.NaN);
    }

    private static Estimate averagePrecision(
            double[] scores, boolean[] positive, Bootstrap bootstrap) {
        Interval interval =
                bootstrap.interval(
                        positive,
                        rows ->
                                Classification.averagePrecision(
                                        IntStream.of(rows).mapToDouble(r -> scores[r]).toArray(),
                                        pick(positive, rows)));
        return new Estimate(
                Classification.averagePrecision(scores, positive), interval, scores.length);
    }

    private static boolean[] pick(boolean[] values, int[] rows) {
        var picked = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    private Bootstrap bootstrap(int rows) {
        int resamples = Math.clamp(DRAWS / Math.max(1, rows), MIN_RESAMPLES, RESAMPLES);
        return new Bootstrap(resamples, seed, LEVEL);
    }
}
