package dev.rondo.tracking;

import java.util.List;
import java.util.Map;

/**
 * Metrics, parameters and tags that are logged together or not at all.
 *
 * @param single whether the one value was logged by itself; errors then speak of it without a place
 */
public record RunBatch(
        List<Metric> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        boolean single) {
    public RunBatch {
        metrics = List.copyOf(metrics);
        params = Maps.copy(params);
        tags = Maps.copy(tags);
    }

    public RunBatch(List<Metric> metrics, Map<String, String> params, Map<String, String> tags) {
        this(metrics, params, tags, false);
    }

    public static RunBatch metrics(List<Metric> metrics) {
        return new RunBatch(metrics, Map.of(), Map.of());
    }

    public static RunBatch params(Map<String, String> params) {
        return new RunBatch(List.of(), params, Map.of());
    }

    public static RunBatch tags(Map<String, String> tags) {
        return new RunBatch(List.of(), Map.of(), tags);
    }

    /** One metric by itself. */
    public static RunBatch metric(Metric metric) {
        return new RunBatch(List.of(metric), Map.of(), Map.of(), true);
    }

    /** One parameter by itself. */
    public static RunBatch param(String key, String value) {
        return new RunBatch(List.of(), Map.of(key, value), Map.of(), true);
    }

    /** One tag by itself. */
    public static RunBatch tag(String key, String value) {
        return new RunBatch(List.of(), Map.of(), Map.of(key, value), true);
    }
}
