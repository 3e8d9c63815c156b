package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunMetric;
import java.io.IOException;

/** MLflow's messages {@code Metric} and {@code MetricWithRunId}. */
final class MetricJson {
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializableString STEP = new SerializedString("step");

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
        out.writeFieldName(KEY);
        out.writeString(metric.key());
        out.writeFieldName(VALUE);
        out.writeNumber(metric.value());
        out.writeFieldName(TIMESTAMP);
        out.writeNumber(metric.timestampMillis());
        out.writeFieldName(STEP);
        out.writeNumber(metric.step());
    }
}
