package dev.rondo.tracking;

import java.util.List;
import java.util.Map;

/**
 * A model that was logged by itself, before or without being registered.
 *
 * @param id {@code m-} and 32 hexadecimal digits
 * @param artifactUri where its files lie
 * @param creationMillis milliseconds since 1970
 * @param lastUpdateMillis milliseconds since 1970; tags and parameters do not change it
 * @param modelType "" for none
 * @param sourceRunId "" for none
 * @param metrics all that were logged with its id, by key, timestamp and step
 */
public record LoggedModel(
        String id,
        String experimentId,
        String name,
        String artifactUri,
        long creationMillis,
        long lastUpdateMillis,
        LoggedModelStatus status,
        String modelType,
        String sourceRunId,
        String statusMessage,
        Map<String, String> tags,
        Map<String, String> params,
        List<RunMetric> metrics) {
    public LoggedModel {
        tags = Maps.copy(tags);
        params = Maps.copy(params);
        metrics = List.copyOf(metrics);
    }
}
