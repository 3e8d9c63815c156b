package dev.rondo.wire.oip;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.http.Route;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;
import java.nio.charset.StandardCharsets;

/**
 * What Triton's and MLServer's tools ask for beside the protocol: settings, which can be read;
 * shared memory, of which there is none; answers as a stream of events; and what is not served.
 */
final class TritonRoutes {
    private static final String EVENTS = "text/event-stream";

    private final ModelCatalogue models;
    private final InferRoute infer;

    TritonRoutes(ModelCatalogue models, InferRoute infer) {
        this.models = models;
        this.infer = infer;
    }

    void addTo(Http http, String... modelPaths) {
        both(http, "/v2/logging", request -> settings(request, Settings.LOG));
        both(http, "/v2/trace/setting", request -> settings(request, Settings.TRACE));
        for (var path : modelPaths) {
            both(http, path + "/trace/setting", this::traceOfModel);
            http.route(Method.POST, path + "/generate", _ -> unsupported("generate"));
            http.route(Method.POST, path + "/generate_stream", _ -> unsupported("generate"));
            http.route(Method.POST, path + "/infer_stream", this::stream);
        }
        memory(http, "/v2/systemsharedmemory");
        memory(http, "/v2/cudasharedmemory");
        for (var rest : new String[] {"index", "models/:name/load", "models/:name/unload"}) {
            http.route(
                    Method.POST,
                    "/v2/repository/:repository/" + rest,
                    _ -> unsupported("a repository by its name"));
        }
    }

    private static void both(Http http, String path, Route route) {
        http.route(Method.GET, path, route);
        http.route(Method.POST, path, route);
    }

    private static Reply unsupported(String what) {
        throw ModelFailures.unsupported(what);
    }

    private static Reply settings(Request request, Settings settings) {
        if (request.body().length > 0) {
            var asked = Json.parse(request.body(), JsonNode.class);
            if (!asked.isObject()) {
                throw BadRequest.of("the request is no JSON object");
            }
            settings.check(asked);
        }
        return ModelJson.object(200, settings::write);
    }

    private Reply traceOfModel(Request request) {
        var _ = models.ready(request.pathValue("name"), request.path().get("version"));
        return settings(request, Settings.TRACE);
    }

    /** One event with the whole answer, as MLServer streams models that do not stream. */
    private Reply stream(Request request) {
        var reply = (Reply.Whole) infer.handle(request);
        if (!reply.contentType().equals(Reply.JSON)) {
            throw BadRequest.of("binary outputs cannot be told in events");
        }
        var json = new String(reply.body(), StandardCharsets.UTF_8);
        return Reply.text(EVENTS, "data: " + json + "\n\n");
    }

    /** Clients clean up before they begin: letting go of nothing succeeds. */
    private static void memory(Http http, String path) {
        http.route(Method.GET, path + "/status", _ -> list());
        http.route(Method.GET, path + "/region/:region/status", _ -> noRegion());
        http.route(
                Method.POST, path + "/region/:region/register", _ -> unsupported("shared memory"));
        http.route(Method.POST, path + "/region/:region/unregister", _ -> done());
        http.route(Method.POST, path + "/unregister", _ -> done());
    }

    private static Reply list() {
        return new Reply.Whole(
                200,
                Reply.JSON,
                ModelJson.bytes(out -> {
                    out.writeStartArray();
                    out.writeEndArray();
                }));
    }

    private static Reply noRegion() {
        throw RondoException.notFound("memory.unknown", "there is no such region of shared memory");
    }

    private static Reply done() {
        return ModelJson.object(200, _ -> {});
    }
}
