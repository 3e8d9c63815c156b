package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunMetric;
import java.io.IOException;

/** MLflow's messages {@code Metric} and {@code MetricWithRunId}. */
final class MetricJson {
    private MetricJson() {}

    /** Of a run: without the run and the model. */
    static void write(JsonGenerator out, Metric metric) throws IOException {
        out.writeStartObject();
        fields(out, metric);
        out.writeEndObject();
    }

    /** With the run that logged it. */
    static void writeWithRun(JsonGenerator out, RunMetric measured) throws IOException {
        out.writeStartObject();
        fields(out, measured.metric());
        out.writeStringField("run_id", measured.runId());
        out.writeEndObject();
    }

    /** Of a logged model: with run, model and dataset. */
    static void writeOfModel(JsonGenerator out, RunMetric measured) throws IOException {
        var metric = measured.metric();
        out.writeStartObject();
        fields(out, metric);
        Answer.text(out, "dataset_name", metric.datasetName());
        Answer.text(out, "dataset_digest", metric.datasetDigest());
        Answer.text(out, "model_id", metric.modelId());
        out.writeStringField("run_id", measured.runId());
        out.writeEndObject();
    }

    private static void fields(JsonGenerator out, Metric metric) throws IOException {
        out.writeStringField("key", metric.key());
        out.writeNumberField("value", metric.value());
        out.writeNumberField("timestamp", metric.timestampMillis());
        out.writeNumberField("step", metric.step());
    }
}
