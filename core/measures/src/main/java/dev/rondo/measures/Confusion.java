package dev.rondo.measures;

/** Decisions against outcomes, counted. A ratio with nothing to divide by is NaN (rule 4.4). */
public record Confusion(
        long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
    public long n() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    public double accuracy() {
        return (double) (truePositives + trueNegatives) / n();
    }

    /** The share of positives among those acted on. */
    public double precision() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /** The share of those acted on among the positives. */
    public double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /** The harmonic mean of precision and recall, {@code 2 TP / (2 TP + FP + FN)}. */
    public double f1() {
        return 2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** Matthews' correlation of decisions and outcomes. */
    public double mcc() {
        double tp = truePositives;
        double fp = falsePositives;
        double fn = falseNegatives;
        double tn = trueNegatives;
        return (tp * tn - fp * fn)
                / (Math.sqrt((tp + fp) * (tn + fn)) * Math.sqrt((tp + fn) * (tn + fp)));
    }
}
