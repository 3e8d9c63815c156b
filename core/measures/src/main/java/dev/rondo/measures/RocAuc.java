package dev.rondo.measures;

/**
 * The area under the ROC curve: the probability that a positive scores above a negative, a tie
 * counting half. NaN where one class is missing.
 *
 * <p>Intervals: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more
 * correlated receiver operating characteristic curves", Biometrics 1988, on the normal
 * approximation, cut to [0, 1]. They need two rows of each class, and vanish where the classes are
 * fully separated: the data then show no variance.
 */
public final class RocAuc {
    private RocAuc() {}

    public static double value(double[] scores, boolean[] positive) {
        var groups = ScoreGroups.of(scores, positive);
        long above = 0;
        long halves = 0;
        for (int i = 0; i < groups.scores.length; i++) {
            halves += groups.negatives[i] * (2 * above + groups.positives[i]);
            above += groups.positives[i];
        }
        return halves / (2.0 * above * Sums.total(groups.negatives));
    }

    public static Estimate delong(double[] scores, boolean[] positive, double level) {
        double auc = value(scores, positive);
        double error = Math.sqrt(Placements.of(scores, positive).variance());
        return new Estimate(auc, Normal.interval(auc, error, level, 0, 1), scores.length);
    }

    /** Compares two scores of the same rows; the difference is b's area less a's. */
    public static DeLongComparison paired(
            double[] scoresA, double[] scoresB, boolean[] positive, double level) {
        var gain = Placements.of(scoresB, positive).minus(Placements.of(scoresA, positive));
        double error = Math.sqrt(gain.variance());
        double aucA = value(scoresA, positive);
        double aucB = value(scoresB, positive);
        double difference = aucB - aucA;
        double z = difference == 0 && error == 0 ? 0 : difference / error;
        var interval = Normal.interval(difference, error, level, -1, 1);
        return new DeLongComparison(
                aucA,
                aucB,
                new Estimate(difference, interval, positive.length),
                z,
                Normal.twoSided(z));
    }
}
