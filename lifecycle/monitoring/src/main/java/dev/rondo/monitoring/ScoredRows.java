package dev.rondo.monitoring;

/**
 * Scores beside outcomes, of rows that the model was not trained on: what it knows by heart says
 * nothing about how outcomes follow the score in live traffic.
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers
public record ScoredRows(float[] scores, boolean[] positive) {
    public ScoredRows {
        if (scores.length != positive.length || scores.length == 0) {
            throw new IllegalArgumentException(
                    scores.length + " scores and " + positive.length + " outcomes");
        }
    }
}
