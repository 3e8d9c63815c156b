package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunDetails;
import org.jspecify.annotations.Nullable;

/** Runs and their metrics as the REST shows them. */
final class RunViews {
    private RunViews() {}

    /** Names of metrics and parameters are the user's own, so they are not renamed. */
    static ObjectNode of(RunDetails details) {
        var run = details.run();
        var view = ApiJson.object();
        view.put("run_id", run.id())
                .put("experiment_id", run.experimentId())
                .put("name", run.name())
                .put("user_id", run.userId())
                .put("status", run.status().name())
                .put("lifecycle_stage", run.lifecycleStage().name())
                .put("artifact_uri", run.artifactUri());
        view.put("start_time", time(run.startMillis())).put("end_time", time(run.endMillis()));
        var metrics = view.putObject("metrics");
        details.metrics().forEach(metric -> put(metrics, metric.key(), metric.value()));
        view.set("params", ApiJson.MAPPER.valueToTree(details.params()));
        view.set("tags", ApiJson.MAPPER.valueToTree(details.tags()));
        view.set("inputs", ApiJson.MAPPER.valueToTree(details.datasets()));
        view.set("model_inputs", ApiJson.MAPPER.valueToTree(details.modelInputs()));
        view.set("model_outputs", ApiJson.MAPPER.valueToTree(details.modelOutputs()));
        return view;
    }

    static ObjectNode of(Metric point) {
        var view = ApiJson.object().put("key", point.key());
        put(view, "value", point.value());
        return view.put("timestamp_millis", point.timestampMillis()).put("step", point.step());
    }

    /** A tree would write NaN bare, which is no JSON. */
    private static void put(ObjectNode view, String field, double value) {
        if (Double.isFinite(value)) {
            view.put(field, value);
        } else {
            view.put(field, Double.toString(value));
        }
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Views.time(millis);
    }
}
