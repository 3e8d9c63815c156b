package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * A request's rows with their predictions.
 *
 * @param answeredBy per row the version whose prediction it is
 * @param failure why the candidate could not answer the rows sent to it; the live version answered
 *     them then
 */
@SuppressWarnings("ArrayRecordComponent") // made once per request, read by its maker's room only
record Scored(
        Prediction[] predictions,
        WarmModel[] answeredBy,
        long liveNanos,
        long canaryNanos,
        @Nullable RondoException failure) {
    boolean decision(int row) {
        return answeredBy[row].loaded().policy().decide(predictions[row].score());
    }
}
