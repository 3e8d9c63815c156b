package dev.rondo.tracking;

import java.util.List;
import java.util.Map;

/** Metrics, parameters and tags that are logged together or not at all. */
public record RunBatch(List<Metric> metrics, Map<String, String> params, Map<String, String> tags) {
    public RunBatch {
        metrics = List.copyOf(metrics);
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
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
}
