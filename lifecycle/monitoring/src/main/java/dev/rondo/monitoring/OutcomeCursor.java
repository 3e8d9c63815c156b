package dev.rondo.monitoring;

/**
 * A place in the fixed order of outcomes: by the prediction's event time, then its key, then its id
 * (rule 6.3). It does not depend on when the outcomes came in.
 */
public record OutcomeCursor(long eventTime, String key, String predictionId) {
    /** Before every outcome. */
    public static final OutcomeCursor START = new OutcomeCursor(Long.MIN_VALUE, "", "");
}
