package dev.rondo.tracking;

import java.util.List;
import java.util.Map;

/**
 * A run with what was logged to it.
 *
 * @param metrics the latest of each key, sorted by key: the one with the greatest step, then
 *     timestamp, then value
 */
public record RunDetails(
        Run run,
        List<Metric> metrics,
        Map<String, String> params,
        Map<String, String> tags,
        List<DatasetInput> datasets,
        List<ModelInput> modelInputs,
        List<ModelOutput> modelOutputs) {
    public RunDetails {
        metrics = List.copyOf(metrics);
        params = Maps.copy(params);
        tags = Maps.copy(tags);
        datasets = List.copyOf(datasets);
        modelInputs = List.copyOf(modelInputs);
        modelOutputs = List.copyOf(modelOutputs);
    }
}
