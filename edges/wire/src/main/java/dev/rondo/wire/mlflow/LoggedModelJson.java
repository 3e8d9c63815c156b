package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.LoggedModel;
import java.io.IOException;

/** MLflow's message {@code LoggedModel}. */
final class LoggedModelJson {
    static final String STATUS = "LOGGED_MODEL_";

    private LoggedModelJson() {}

    static void write(JsonGenerator out, LoggedModel model) throws IOException {
        out.writeStartObject();
        out.writeFieldName("info");
        info(out, model);
        out.writeObjectFieldStart("data");
        Answer.pairs(out, "params", model.params());
        Answer.list(out, "metrics", model.metrics(), MetricJson::writeOfModel);
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void info(JsonGenerator out, LoggedModel model) throws IOException {
        out.writeStartObject();
        out.writeStringField("model_id", model.id());
        out.writeStringField("experiment_id", model.experimentId());
        out.writeStringField("name", model.name());
        out.writeNumberField("creation_timestamp_ms", model.creationMillis());
        out.writeNumberField("last_updated_timestamp_ms", model.lastUpdateMillis());
        out.writeStringField("artifact_uri", model.artifactUri());
        out.writeStringField("status", STATUS + model.status().name());
        out.writeStringField("model_type", model.modelType());
        out.writeStringField("source_run_id", model.sourceRunId());
        if (!model.statusMessage().isEmpty()) {
            out.writeStringField("status_message", model.statusMessage());
        }
        Answer.pairs(out, "tags", model.tags());
        out.writeEndObject();
    }
}
