package dev.rondo.measures;

import dev.rondo.base.RondoException;

/**
 * What a decision brings in money, by decision (act or not) and outcome. Gains: higher is better, a
 * cost is negative. Acting must be the better decision on a positive, and the worse one on a
 * negative; otherwise there is nothing to decide.
 *
 * @param truePositive acted on a positive
 * @param falsePositive acted on a negative
 * @param falseNegative did not act on a positive
 * @param trueNegative did not act on a negative
 */
public record CostMatrix(
        double truePositive, double falsePositive, double falseNegative, double trueNegative) {
    /**
     * Checks that there is something to decide.
     *
     * @throws RondoException of kind USER unless all are finite, {@code truePositive >
     *     falseNegative} and {@code trueNegative > falsePositive}
     */
    public CostMatrix {
        if (!Double.isFinite(truePositive + falsePositive + falseNegative + trueNegative)) {
            throw invalid("a gain is not a finite number");
        }
        if (truePositive <= falseNegative) {
            throw invalid("on a positive, acting brings no more than not acting");
        }
        if (trueNegative <= falsePositive) {
            throw invalid("on a negative, not acting brings no more than acting");
        }
    }

    private static RondoException invalid(String reason) {
        return RondoException.user("gains.invalid", "these gains leave nothing to decide")
                .because(reason)
                .next(
                        "give true_positive > false_negative and true_negative > false_positive; costs are negative");
    }

    /**
     * Gains for a table of which nothing is known: a needless action costs 1 and a missed positive
     * {@code (1 - share) / share}, so that both trivial policies cost the same.
     *
     * @param positiveShare the share of positives, between 0 and 1
     */
    public static CostMatrix balanced(double positiveShare) {
        if (!(positiveShare > 0 && positiveShare < 1)) {
            throw new IllegalArgumentException("a share between 0 and 1, not " + positiveShare);
        }
        return new CostMatrix(0, -1, -(1 - positiveShare) / positiveShare, 0);
    }

    /** The money that one decision brings. */
    public double gain(boolean acted, boolean positive) {
        if (positive) {
            return acted ? truePositive : falseNegative;
        }
        return acted ? falsePositive : trueNegative;
    }

    /** The least that a decision can bring. */
    public double min() {
        return Math.min(
                Math.min(truePositive, falsePositive), Math.min(falseNegative, trueNegative));
    }

    /** The most that a decision can bring. */
    public double max() {
        return Math.max(
                Math.max(truePositive, falsePositive), Math.max(falseNegative, trueNegative));
    }

    public double range() {
        return max() - min();
    }

    /**
     * The probability of a positive from which on acting pays, if probabilities are calibrated
     * (rule 4.3): {@code (TN - FP) / ((TN - FP) + (TP - FN))} in gains.
     */
    public double optimalThreshold() {
        double needless = trueNegative - falsePositive;
        double missed = truePositive - falseNegative;
        return needless / (needless + missed);
    }
}
