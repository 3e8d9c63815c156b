package dev.rondo.serving;

/**
 * A place in the fixed order of outcomes: by the prediction's event time, then key, then prediction
 * id, texts compared by their UTF-8 bytes (rule 6.3).
 *
 * @param eventTime micros
 */
public record OutcomeCursor(long eventTime, String key, String predictionId) {
    /** Before every outcome. */
    public static final OutcomeCursor START = new OutcomeCursor(Long.MIN_VALUE, "", "");
}
