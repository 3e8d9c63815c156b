package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.DatasetInput;
import dev.rondo.tracking.ModelInput;
import dev.rondo.tracking.ModelOutput;
import dev.rondo.tracking.RunBatch;
import dev.rondo.tracking.Runs;

/** {@code runs/…} that log to a run. The two most frequent ones read their bodies as streams. */
final class LoggingCalls {
    private final Runs runs;

    LoggingCalls(Runs runs) {
        this.runs = runs;
    }

    void logMetric(byte[] body) {
        var read = LogMetricBody.read(body);
        runs.log(read.runId(), RunBatch.metric(read.metric()));
    }

    void logBatch(byte[] body) {
        var read = LogBatchBody.read(body);
        runs.log(read.runId(), read.batch());
    }

    void logParameter(Fields in, JsonGenerator out) {
        runs.log(in.runId(), RunBatch.param(in.required("key"), in.text("value")));
    }

    void setTag(Fields in, JsonGenerator out) {
        runs.log(in.runId(), RunBatch.tag(in.required("key"), in.text("value")));
    }

    void logModel(Fields in, JsonGenerator out) {
        var id = in.required("run_id");
        runs.logModel(id, in.required("model_json"));
    }

    void deleteTag(Fields in, JsonGenerator out) {
        runs.deleteTag(in.required("run_id"), in.required("key"));
    }

    void logInputs(Fields in, JsonGenerator out) {
        runs.logInputs(
                in.runId(),
                in.objects("datasets").stream().map(LoggingCalls::dataset).toList(),
                in.objects("models").stream()
                        .map(model -> new ModelInput(model.text("model_id")))
                        .toList());
    }

    private static DatasetInput dataset(Fields in) {
        var dataset = in.object("dataset");
        return new DatasetInput(
                dataset.text("name"),
                dataset.text("digest"),
                dataset.text("source_type"),
                dataset.text("source"),
                dataset.textOrNull("schema"),
                dataset.textOrNull("profile"),
                in.pairs("tags"));
    }

    void logOutputs(Fields in, JsonGenerator out) {
        var id = in.runId();
        in.requireList("models");
        runs.logOutputs(
                id,
                in.objects("models").stream()
                        .map(model ->
                                new ModelOutput(model.text("model_id"), model.integer("step", 0)))
                        .toList());
    }
}
