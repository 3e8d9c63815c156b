package dev.rondo.serving;

import dev.rondo.base.RondoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one endpoint is asked about.
 *
 * @param instances 1 to 10,000 rows
 * @param traceId the caller's trace, up to 256 characters; null makes one
 * @param principal who asks, if known, up to 256 characters
 */
public record PredictRequest(
        String endpoint,
        List<Instance> instances,
        @Nullable String traceId,
        @Nullable String principal) {
    public static final int MAX_INSTANCES = 10_000;
    public static final int MAX_TRACE = 256;

    public PredictRequest {
        instances = List.copyOf(instances);
        if (instances.isEmpty()) {
            throw RondoException.user("predict.no_instances", "there is no instance")
                    .at("instances")
                    .next("send at least one");
        }
        if (instances.size() > MAX_INSTANCES) {
            throw RondoException.limit(
                            "predict.too_many_instances",
                            instances.size() + " instances, the limit is " + MAX_INSTANCES)
                    .at("instances")
                    .next("split the request");
        }
        checkLength("trace_id", traceId);
        checkLength("principal", principal);
    }

    private static void checkLength(String field, @Nullable String text) {
        if (text != null && text.length() > MAX_TRACE) {
            throw RondoException.limit(
                            "predict." + field,
                            text.length() + " characters, the limit is " + MAX_TRACE)
                    .at(field)
                    .because("it stays in every record of the request")
                    .next("send a shorter one");
        }
    }
}
