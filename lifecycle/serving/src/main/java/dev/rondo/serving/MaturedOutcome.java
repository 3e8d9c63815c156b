package dev.rondo.serving;

import dev.rondo.inference.Route;
import org.jspecify.annotations.Nullable;

/**
 * A prediction whose outcome is known.
 *
 * @param eventTime micros, the prediction's
 * @param model the name of the model that answered, with {@code version}
 * @param decision what was answered; null for a prediction that failed
 * @param positive what came true
 */
public record MaturedOutcome(
        String predictionId,
        String key,
        long eventTime,
        Route route,
        String model,
        int version,
        @Nullable Boolean decision,
        boolean positive) {
    public OutcomeCursor position() {
        return new OutcomeCursor(eventTime, key, predictionId);
    }
}
