package dev.rondo.wire.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.inference.DataType;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;

/** What both protocols tell about models. */
final class StatusRoutes {
    private final ModelCatalogue models;

    StatusRoutes(ModelCatalogue models) {
        this.models = models;
    }

    Reply alive(Request request) {
        return ModelJson.object(200, out -> out.writeStringField("status", "alive"));
    }

    /** KServe's list of names. */
    Reply names(Request request) {
        var names = models.index().stream().map(VersionStatus::name).distinct().toList();
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("models");
                    for (var name : names) {
                        out.writeString(name);
                    }
                    out.writeEndArray();
                });
    }

    /** KServe's readiness and TensorFlow Serving's states in one body. */
    Reply status(Request request) {
        var target = Target.of(request);
        var number = target.version(models);
        boolean ready = models.ready(target.name(), number);
        var versions =
                models.index().stream()
                        .filter(each -> each.name().equals(target.name()))
                        .filter(each -> number == null || each.version().equals(number))
                        .toList()
                        .reversed();
        return ModelJson.object(
                ready ? 200 : 503,
                out -> {
                    out.writeStringField("name", target.name());
                    out.writeBooleanField("ready", ready);
                    out.writeArrayFieldStart("model_version_status");
                    for (var version : versions) {
                        write(out, version);
                    }
                    out.writeEndArray();
                });
    }

    private static void write(JsonGenerator out, VersionStatus version) throws IOException {
        boolean failed = version.state() == ModelState.UNAVAILABLE;
        out.writeStartObject();
        out.writeStringField("version", version.version());
        out.writeStringField(
                "state",
                switch (version.state()) {
                    case LOADING -> "LOADING";
                    case READY -> "AVAILABLE";
                    case UNLOADING -> "UNLOADING";
                    case UNAVAILABLE -> "END";
                });
        out.writeObjectFieldStart("status");
        out.writeStringField("error_code", failed ? "UNAVAILABLE" : "OK");
        out.writeStringField("error_message", failed ? version.reason() : "");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** TensorFlow Serving's signature of a model. */
    Reply metadata(Request request) {
        var target = Target.of(request);
        var model = models.describe(target.name(), target.version(models));
        return ModelJson.object(
                200,
                out -> {
                    out.writeObjectFieldStart("model_spec");
                    out.writeStringField("name", model.name());
                    out.writeStringField("signature_name", "");
                    out.writeStringField("version", model.version());
                    out.writeEndObject();
                    out.writeObjectFieldStart("metadata");
                    out.writeObjectFieldStart("signature_def");
                    out.writeObjectFieldStart("signature_def");
                    out.writeObjectFieldStart("serving_default");
                    specs(out, "inputs", model.inputs());
                    specs(out, "outputs", model.outputs());
                    out.writeStringField("method_name", "tensorflow/serving/predict");
                    out.writeEndObject();
                    out.writeEndObject();
                    out.writeEndObject();
                    out.writeEndObject();
                });
    }

    private static void specs(JsonGenerator out, String field, List<TensorSpec> specs)
            throws IOException {
        out.writeObjectFieldStart(field);
        for (var spec : specs) {
            out.writeObjectFieldStart(spec.name());
            out.writeStringField("dtype", type(spec.type()));
            out.writeObjectFieldStart("tensor_shape");
            out.writeArrayFieldStart("dim");
            for (long size : spec.shape()) {
                out.writeStartObject();
                out.writeStringField("size", Long.toString(size));
                out.writeStringField("name", "");
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeBooleanField("unknown_rank", false);
            out.writeEndObject();
            out.writeStringField("name", spec.name());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static String type(DataType type) {
        return switch (type) {
            case FP16 -> "DT_HALF";
            case BF16 -> "DT_BFLOAT16";
            case FP32 -> "DT_FLOAT";
            case FP64 -> "DT_DOUBLE";
            case BYTES -> "DT_STRING";
            default -> "DT_" + type.name();
        };
    }
}
