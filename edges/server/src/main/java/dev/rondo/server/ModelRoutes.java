package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.Registry;

/** `/api/v1/models`. */
final class ModelRoutes {
    private static final int PAGE = 1000;

    private final Registry registry;

    ModelRoutes(Registry registry) {
        this.registry = registry;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/models", this::list);
        http.route(
                Method.GET,
                "/api/v1/models/:model",
                request ->
                        ApiJson.reply(
                                Views.list(
                                        registry.versions(
                                                registry.model(request.pathValue("model")).name()),
                                        ModelRoutes::view)));
        http.route(
                Method.GET,
                "/api/v1/models/:model/versions/:version",
                request -> ApiJson.reply(view(version(request))));
        http.route(Method.GET, "/api/v1/models/:model/versions/:version/archive", this::archive);
        http.route(Method.PUT, "/api/v1/models/:model/aliases/:alias", this::alias);
    }

    /** The latest version of each model. */
    private Reply list(Request request) {
        var page = registry.models(PAGE, request.queryValue("page_token").orElse(null));
        var answer =
                Views.list(
                        page.items(),
                        model -> view(registry.version(model.name(), model.latestVersion())));
        if (page.nextToken() != null) {
            answer.put("next_page_token", page.nextToken());
        }
        return ApiJson.reply(answer);
    }

    private ModelVersion version(Request request) {
        return registry.version(request.pathValue("model"), request.pathNumber("version"));
    }

    static ObjectNode view(ModelVersion version) {
        var view = Views.of(version);
        view.put("run_id", version.lineage().runId());
        return view;
    }

    private Reply archive(Request request) {
        var version = version(request);
        var directory = registry.directory(version.name(), version.version());
        return new Reply.Streamed("application/zip", out -> Zip.write(directory, out));
    }

    private record AliasBody(int version) {}

    private Reply alias(Request request) {
        var model = request.pathValue("model");
        registry.setAlias(
                model,
                request.pathValue("alias"),
                ApiJson.read(request, AliasBody.class).version());
        return ApiJson.reply(Views.of(registry.model(model)));
    }
}
