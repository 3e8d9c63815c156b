package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.Experiment;
import java.io.IOException;
import java.util.Locale;

/** MLflow's message {@code Experiment}. */
final class ExperimentJson {
    private ExperimentJson() {}

    static void write(JsonGenerator out, Experiment experiment) throws IOException {
        out.writeStartObject();
        out.writeStringField("experiment_id", experiment.id());
        out.writeStringField("name", experiment.name());
        out.writeStringField("artifact_location", experiment.artifactLocation());
        out.writeStringField(
                "lifecycle_stage", experiment.lifecycleStage().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("last_update_time", experiment.lastUpdateMillis());
        out.writeNumberField("creation_time", experiment.creationMillis());
        Answer.pairs(out, "tags", experiment.tags());
        out.writeStringField("workspace", "default");
        out.writeEndObject();
    }
}
