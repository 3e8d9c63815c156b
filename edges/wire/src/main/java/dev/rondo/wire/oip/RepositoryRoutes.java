package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.ModelStatistics.Total;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;

/** The model repository extension, and statistics. */
final class RepositoryRoutes {
    private final ModelCatalogue models;

    RepositoryRoutes(ModelCatalogue models) {
        this.models = models;
    }

    Reply index(Request request) {
        boolean onlyReady = body(request).path("ready").asBoolean(false);
        var bytes =
                ModelJson.bytes(out -> {
                    out.writeStartArray();
                    for (var version : models.index()) {
                        if (!onlyReady || version.state() == ModelState.READY) {
                            line(out, version);
                        }
                    }
                    out.writeEndArray();
                });
        return new Reply.Whole(200, Reply.JSON, bytes);
    }

    private static void line(JsonGenerator out, VersionStatus version) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", version.name());
        out.writeStringField("version", version.version());
        out.writeStringField("state", version.state().name());
        out.writeStringField("reason", version.reason());
        out.writeEndObject();
    }

    Reply load(Request request) {
        var name = request.pathValue("name");
        var parameters = body(request).path("parameters");
        if (parameters.has("config") || hasFiles(parameters)) {
            throw ModelFailures.unsupported("loading a model from the request");
        }
        models.load(name);
        return done(name, "load");
    }

    private static boolean hasFiles(JsonNode parameters) {
        for (var field : parameters.properties()) {
            if (field.getKey().startsWith("file:")) {
                return true;
            }
        }
        return false;
    }

    Reply unload(Request request) {
        body(request);
        var name = request.pathValue("name");
        models.unload(name);
        return done(name, "unload");
    }

    /** As KServe answers; Triton's clients read the status only. */
    private static Reply done(String name, String what) {
        return ModelJson.object(
                200,
                out -> {
                    out.writeStringField("name", name);
                    out.writeBooleanField(what, true);
                });
    }

    /** Clients send an object, or nothing at all. */
    private static JsonNode body(Request request) {
        if (request.body().length == 0) {
            return Json.MAPPER.createObjectNode();
        }
        var node = Json.parse(request.body(), JsonNode.class);
        if (!node.isObject()) {
            throw BadRequest.of("the request is no JSON object");
        }
        return node;
    }

    Reply statistics(Request request) {
        return statistics(
                models.statistics(request.pathValue("name"), request.path().get("version")));
    }

    Reply allStatistics(Request request) {
        return statistics(models.statistics(null, null));
    }

    private static Reply statistics(List<ModelStatistics> statistics) {
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("model_stats");
                    for (var each : statistics) {
                        write(out, each);
                    }
                    out.writeEndArray();
                });
    }

    private static void write(JsonGenerator out, ModelStatistics model) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", model.name());
        out.writeStringField("version", model.version());
        out.writeNumberField("last_inference", model.lastInferenceMillis());
        out.writeNumberField("inference_count", model.success().count());
        out.writeNumberField("execution_count", model.detail().executions());
        out.writeObjectFieldStart("inference_stats");
        total(out, "success", model.success());
        total(out, "fail", model.fail());
        total(out, "queue", model.queue());
        total(out, "compute_input", model.computeInput());
        total(out, "compute_infer", model.computeInfer());
        total(out, "compute_output", model.computeOutput());
        total(out, "cache_hit", new Total(0, 0));
        total(out, "cache_miss", new Total(0, 0));
        out.writeEndObject();
        out.writeArrayFieldStart("batch_stats");
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void total(JsonGenerator out, String name, Total total) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("count", total.count());
        out.writeNumberField("ns", total.nanos());
        out.writeEndObject();
    }
}
