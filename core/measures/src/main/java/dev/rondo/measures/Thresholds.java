package dev.rondo.measures;

/**
 * Where to act, judged by money. Use validation data, never test data (rule 4.3); {@link
 * CostMatrix#optimalThreshold} stands beside it.
 */
public final class Thresholds {
    private Thresholds() {}

    /**
     * The threshold that brings most on these rows: one of the scores, or the next number above all
     * of them where acting never pays. Of equal ones the highest, which acts least.
     */
    public static ThresholdChoice empirical(
            double[] scores, boolean[] positive, CostMatrix gains, Bootstrap bootstrap) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("a threshold needs rows");
        }
        var groups = ScoreGroups.of(scores, positive);
        var groupOfRow = ScoreGroups.groupOfRows(groups, scores);
        double threshold = best(groups.scores, groups.positives, groups.negatives, gains);
        var interval =
                bootstrap.interval(
                        positive,
                        rows -> {
                            var positives = new long[groups.scores.length];
                            var negatives = new long[groups.scores.length];
                            for (int row : rows) {
                                (positive[row] ? positives : negatives)[groupOfRow[row]]++;
                            }
                            return best(groups.scores, positives, negatives, gains);
                        });
        return new ThresholdChoice(
                threshold, interval, money(scores, positive, threshold, gains, bootstrap.level()));
    }

    private static double best(
            double[] descending, long[] positives, long[] negatives, CostMatrix gains) {
        double caught = gains.truePositive() - gains.falseNegative();
        double needless = gains.trueNegative() - gains.falsePositive();
        double best = 0;
        double threshold = Math.nextUp(descending[0]);
        long actedPositives = 0;
        long actedNegatives = 0;
        for (int i = 0; i < descending.length; i++) {
            actedPositives += positives[i];
            actedNegatives += negatives[i];
            double money = caught * actedPositives - needless * actedNegatives;
            if (money > best) {
                best = money;
                threshold = descending[i];
            }
        }
        return threshold;
    }

    /** Money per decision when acting where {@code score >= threshold}, with Student's interval. */
    public static Estimate money(
            double[] scores, boolean[] positive, double threshold, CostMatrix gains, double level) {
        Checks.scores(scores, positive);
        var money = new double[scores.length];
        for (int row = 0; row < money.length; row++) {
            money[row] = gains.gain(scores[row] >= threshold, positive[row]);
        }
        return Means.estimate(money, level);
    }
}
