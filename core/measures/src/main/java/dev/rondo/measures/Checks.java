package dev.rondo.measures;

/** Refusals of arguments that a caller must not send. */
final class Checks {
    private Checks() {}

    static void sameLength(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    scores.length + " scores for " + positive.length + " outcomes");
        }
    }

    /** Scores that can be ordered. */
    static void scores(double[] scores, boolean[] positive) {
        sameLength(scores, positive);
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("a score is NaN");
            }
        }
    }

    /** Scores that are probabilities. */
    static void probabilities(double[] scores, boolean[] positive) {
        sameLength(scores, positive);
        for (double score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("a probability lies in [0, 1], not " + score);
            }
        }
    }

    static void finite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value is not finite: " + value);
            }
        }
    }

    static void counts(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " bins against " + b.length);
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i] < 0 || b[i] < 0) {
                throw new IllegalArgumentException("a count is negative in bin " + i);
            }
        }
    }
}
