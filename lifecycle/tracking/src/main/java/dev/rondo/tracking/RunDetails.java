package dev.rondo.tracking;

import java.util.List;
import java.util.Map;

/**
 * A run with what was logged to it.
 *
 * @param metrics the latest of each key: the one with the greatest step, then timestamp, then value
 */
public record RunDetails(
        Run run,
        Map<String, Metric> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        List<DatasetInput> inputs) {
    public RunDetails {
        metrics = Map.copyOf(metrics);
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
        inputs = List.copyOf(inputs);
    }
}
