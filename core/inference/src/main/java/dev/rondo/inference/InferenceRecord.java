package dev.rondo.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one request to a hosted model, answered or failed (rule 8.1). What an endpoint
 * answers is recorded row by row instead: {@link PredictionRecord}.
 *
 * @param id the address in the journal, empty until it has one
 * @param traceId the request's trace
 * @param requestId what the caller named the request by, if it did
 * @param principal who asked, if known
 * @param receivedAt micros; when the model was about to be asked, which is also the event's time
 * @param version the number of the version that was asked
 * @param modelDigest SHA-256 of the model's files
 * @param margin whether raw margins were asked for
 * @param params of the model's own, values as parsed JSON
 * @param outputs none when it failed
 * @param tolerance how far, of the greater of 1 and the value, a number of an answer computed again
 *     may lie from this one (rule 8.5); 0 for bit by bit
 * @param latencyNanos from then to the record
 * @param status {@code ok} or the error's code
 */
public record InferenceRecord(
        String id,
        String traceId,
        @Nullable String requestId,
        @Nullable String principal,
        long receivedAt,
        String model,
        String version,
        String modelDigest,
        boolean margin,
        Map<String, @Nullable Object> params,
        List<Tensor> inputs,
        List<Tensor> outputs,
        float tolerance,
        long latencyNanos,
        String status) {

    public InferenceRecord {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public boolean ok() {
        return status.equals(PredictionRecord.OK);
    }

    /** What the model was asked with beside its inputs. */
    public InferenceOptions options() {
        return new InferenceOptions(margin, 0, params);
    }
}
