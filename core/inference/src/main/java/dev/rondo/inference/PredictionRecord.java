package dev.rondo.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one answer, or one failure to answer (rule 8.1). Immutable; a later outcome is a
 * record of its own.
 *
 * @param id the address in the journal, empty until it has one
 * @param traceId the request's trace
 * @param principal who asked, if known
 * @param eventTime micros; the caller's, or the time of arrival (rule 6.3)
 * @param receivedAt micros; when the request came in
 * @param releaseId the release under way at that time, if any
 * @param weight the candidate's share of traffic at that time, in [0, 1]
 * @param key the entity's key, which decided the route
 * @param model the name of the registered model that answered
 * @param featureServiceHash the definition hash of the feature service, if there is one
 * @param input the row as it was sent: values as parsed JSON
 * @param margin NaN when it failed
 * @param score NaN when it failed
 * @param threshold the policy's threshold; NaN when it failed before one was known
 * @param decision null when it failed
 * @param reasons reason codes, the most important first
 * @param latencyNanos from the request's arrival to the record
 * @param status {@code ok} or the error's code
 * @param shadowOf the id of the prediction that this shadow answer stands beside
 */
public record PredictionRecord(
        Kind kind,
        String id,
        String traceId,
        @Nullable String principal,
        long eventTime,
        long receivedAt,
        String endpoint,
        @Nullable String releaseId,
        Route route,
        double weight,
        String key,
        String model,
        int version,
        String modelDigest,
        @Nullable String featureServiceHash,
        Map<String, @Nullable Object> input,
        float margin,
        float score,
        double threshold,
        String policyVersion,
        @Nullable Boolean decision,
        List<String> reasons,
        long latencyNanos,
        String status,
        @Nullable String shadowOf) {

    /** The status of a prediction that was answered. */
    public static final String OK = "ok";

    /** Whether a caller got the answer. */
    public enum Kind {
        PREDICTION,
        SHADOW
    }

    public PredictionRecord {
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
        reasons = List.copyOf(reasons);
    }

    public boolean ok() {
        return status.equals(OK);
    }

    public PredictionRecord withId(PredictionId address) {
        return new PredictionRecord(
                kind,
                address.toString(),
                traceId,
                principal,
                eventTime,
                receivedAt,
                endpoint,
                releaseId,
                route,
                weight,
                key,
                model,
                version,
                modelDigest,
                featureServiceHash,
                input,
                margin,
                score,
                threshold,
                policyVersion,
                decision,
                reasons,
                latencyNanos,
                status,
                shadowOf);
    }
}
