package dev.rondo.monitoring;

import dev.rondo.inference.Route;
import org.jspecify.annotations.Nullable;

/**
 * An outcome beside the prediction that it belongs to.
 *
 * @param position the outcome's place in the order of arrival, from 1
 * @param decision null for a prediction that failed
 * @param score NaN for a prediction that failed
 * @param eventTime micros; the prediction's event time
 * @param positive whether the outcome is the target's positive value
 * @param outcomeTime micros; the outcome's event time
 */
public record RecordedOutcome(
        String predictionId,
        long position,
        String endpoint,
        @Nullable String releaseId,
        Route route,
        String model,
        int version,
        String key,
        @Nullable Boolean decision,
        double score,
        long eventTime,
        boolean positive,
        long outcomeTime) {
    /** Where this outcome stands in the fixed order of a release's outcomes. */
    public OutcomeCursor cursor() {
        return new OutcomeCursor(eventTime, key, predictionId);
    }

    RecordedOutcome at(long place) {
        return new RecordedOutcome(
                predictionId,
                place,
                endpoint,
                releaseId,
                route,
                model,
                version,
                key,
                decision,
                score,
                eventTime,
                positive,
                outcomeTime);
    }
}
