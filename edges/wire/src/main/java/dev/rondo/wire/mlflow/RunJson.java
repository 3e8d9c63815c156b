package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.DatasetInput;
import dev.rondo.tracking.ModelInput;
import dev.rondo.tracking.ModelOutput;
import dev.rondo.tracking.Run;
import dev.rondo.tracking.RunDetails;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** MLflow's message {@code Run} with all that is in it. */
final class RunJson {
    private RunJson() {}

    /** A run as it is read by its id. */
    static void write(JsonGenerator out, RunDetails details) throws IOException {
        write(out, details, details.modelInputs());
    }

    /** A run as a search answers it: the models it has read are left out. */
    static void writeFound(JsonGenerator out, RunDetails details) throws IOException {
        write(out, details, List.of());
    }

    private static void write(JsonGenerator out, RunDetails details, List<ModelInput> models)
            throws IOException {
        out.writeStartObject();
        infoAndData(out, details);
        inputs(out, details.datasets(), models);
        outputs(out, details.modelOutputs());
        out.writeEndObject();
    }

    /** A run that has just been made. */
    static void writeNew(JsonGenerator out, RunDetails details) throws IOException {
        out.writeStartObject();
        infoAndData(out, details);
        inputs(out, List.of(), List.of());
        out.writeEndObject();
    }

    private static void infoAndData(JsonGenerator out, RunDetails details) throws IOException {
        out.writeFieldName("info");
        info(out, details.run());
        out.writeObjectFieldStart("data");
        Answer.list(out, "metrics", details.metrics(), MetricJson::write);
        Answer.pairs(out, "params", details.params());
        Answer.pairs(out, "tags", details.tags());
        out.writeEndObject();
    }

    static void info(JsonGenerator out, Run run) throws IOException {
        out.writeStartObject();
        out.writeStringField("run_uuid", run.id());
        out.writeStringField("experiment_id", run.experimentId());
        out.writeStringField("run_name", run.name());
        out.writeStringField("user_id", run.userId());
        out.writeStringField("status", run.status().name());
        out.writeNumberField("start_time", run.startMillis());
        var end = run.endMillis();
        if (end != null && end != 0) {
            out.writeNumberField("end_time", end);
        }
        out.writeStringField("artifact_uri", run.artifactUri());
        out.writeStringField(
                "lifecycle_stage", run.lifecycleStage().name().toLowerCase(Locale.ROOT));
        out.writeStringField("run_id", run.id());
        out.writeEndObject();
    }

    private static void inputs(
            JsonGenerator out, List<DatasetInput> datasets, List<ModelInput> models)
            throws IOException {
        out.writeObjectFieldStart("inputs");
        Answer.list(out, "dataset_inputs", datasets, RunJson::dataset);
        Answer.list(out, "model_inputs", models, RunJson::modelInput);
        out.writeEndObject();
    }

    private static void dataset(JsonGenerator out, DatasetInput input) throws IOException {
        out.writeStartObject();
        Answer.pairs(out, "tags", input.tags());
        out.writeObjectFieldStart("dataset");
        out.writeStringField("name", input.name());
        out.writeStringField("digest", input.digest());
        out.writeStringField("source_type", input.sourceType());
        out.writeStringField("source", input.source());
        Answer.text(out, "schema", input.schema());
        Answer.text(out, "profile", input.profile());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void modelInput(JsonGenerator out, ModelInput input) throws IOException {
        out.writeStartObject();
        out.writeStringField("model_id", input.modelId());
        out.writeEndObject();
    }

    private static void outputs(JsonGenerator out, List<ModelOutput> models) throws IOException {
        out.writeObjectFieldStart("outputs");
        Answer.list(out, "model_outputs", models, RunJson::modelOutput);
        out.writeEndObject();
    }

    private static void modelOutput(JsonGenerator out, ModelOutput output) throws IOException {
        out.writeStartObject();
        out.writeStringField("model_id", output.modelId());
        out.writeNumberField("step", output.step());
        out.writeEndObject();
    }
}
