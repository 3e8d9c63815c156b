package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelDescription;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.inference.DataType;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** What the protocol tells about the server and its models. */
final class ModelRoutes {
    static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "classification",
                    "logging",
                    "model_configuration",
                    "model_repository",
                    "model_repository(unload_dependents)",
                    "parameters",
                    "statistics",
                    "trace");

    private final ModelCatalogue models;
    private final String serverVersion;

    ModelRoutes(ModelCatalogue models, String serverVersion) {
        this.models = models;
        this.serverVersion = serverVersion;
    }

    Reply server(Request request) {
        return ModelJson.object(
                200,
                out -> {
                    out.writeStringField("name", "rondo");
                    out.writeStringField("version", serverVersion);
                    out.writeFieldName("extensions");
                    texts(out, EXTENSIONS);
                });
    }

    /** Both fields in both answers: clients differ in which one they read. */
    Reply live(Request request) {
        return health(200, models.ready());
    }

    Reply ready(Request request) {
        return health(models.ready() ? 200 : 503, models.ready());
    }

    private static Reply health(int status, boolean ready) {
        return ModelJson.object(
                status,
                out -> {
                    out.writeBooleanField("live", true);
                    out.writeBooleanField("ready", ready);
                });
    }

    Reply models(Request request) {
        var names =
                models.index().stream()
                        .filter(each -> each.state() == ModelState.READY)
                        .map(VersionStatus::name)
                        .distinct()
                        .toList();
        return ModelJson.object(
                200,
                out -> {
                    out.writeFieldName("models");
                    texts(out, names);
                });
    }

    Reply model(Request request) {
        var model = describe(request);
        return ModelJson.object(200, out -> metadata(out, model));
    }

    private ModelDescription describe(Request request) {
        return models.describe(request.pathValue("name"), request.path().get("version"));
    }

    private static void metadata(JsonGenerator out, ModelDescription model) throws IOException {
        out.writeStringField("name", model.name());
        out.writeFieldName("versions");
        texts(out, model.versions());
        out.writeStringField("platform", model.platform());
        specs(out, "inputs", model.inputs(), "datatype", "shape", DataType::name);
        specs(out, "outputs", model.outputs(), "datatype", "shape", DataType::name);
    }

    /** Tensors in the words of the metadata, or of Triton's configuration. */
    private static void specs(
            JsonGenerator out,
            String field,
            List<TensorSpec> specs,
            String type,
            String shape,
            Function<DataType, String> named)
            throws IOException {
        out.writeArrayFieldStart(field);
        for (var spec : specs) {
            out.writeStartObject();
            out.writeStringField("name", spec.name());
            out.writeStringField(type, named.apply(spec.type()));
            out.writeArrayFieldStart(shape);
            for (long size : spec.shape()) {
                out.writeNumber(size);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void texts(JsonGenerator out, List<String> texts) throws IOException {
        out.writeStartArray();
        for (var text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    Reply modelReady(Request request) {
        var name = request.pathValue("name");
        boolean ready = models.ready(name, request.path().get("version"));
        return ModelJson.object(
                ready ? 200 : 503,
                out -> {
                    out.writeStringField("name", name);
                    out.writeBooleanField("ready", ready);
                });
    }

    /** The parts of Triton's model configuration that its tools read. */
    Reply config(Request request) {
        var model = describe(request);
        return ModelJson.object(
                200,
                out -> {
                    out.writeStringField("name", model.name());
                    out.writeStringField("platform", model.platform());
                    out.writeStringField("backend", model.platform());
                    out.writeObjectFieldStart("version_policy");
                    out.writeObjectFieldStart("all");
                    out.writeEndObject();
                    out.writeEndObject();
                    out.writeNumberField("max_batch_size", 0);
                    configs(out, "input", model.inputs());
                    configs(out, "output", model.outputs());
                });
    }

    private static void configs(JsonGenerator out, String field, List<TensorSpec> specs)
            throws IOException {
        specs(out, field, specs, "data_type", "dims", type -> ConfigType.of(type).name());
    }
}
