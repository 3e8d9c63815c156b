package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.RegisteredModel;
import dev.rondo.registry.Registry;
import dev.rondo.tracking.Experiment;
import dev.rondo.tracking.LoggedModel;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunDetails;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.util.List;

/**
 * `/api/v1/import`: takes over what another server has, ids and times included. Bodies are the
 * rooms' own records; times in them are milliseconds since 1970. Each call may be repeated.
 */
final class ImportRoutes {
    private final Tracking tracking;
    private final Registry registry;

    ImportRoutes(Tracking tracking, Registry registry) {
        this.tracking = tracking;
        this.registry = registry;
    }

    void mount(Http http) {
        http.route(Method.POST, "/api/v1/import/experiments", this::experiment);
        http.route(Method.POST, "/api/v1/import/runs", this::run);
        http.route(Method.POST, "/api/v1/import/runs/:run/metrics", this::metrics);
        http.route(Method.POST, "/api/v1/import/logged-models", this::loggedModel);
        http.route(Method.GET, "/api/v1/import/logged-models/:model", this::ofLoggedModel);
        http.route(Method.POST, "/api/v1/import/models", this::model);
        http.route(Method.POST, "/api/v1/import/model-versions", this::version);
        http.route(Method.PUT, "/api/v1/import/models/:model/aliases/:alias", this::alias);
        http.upload(Method.PUT, "/api/v1/import/artifacts/*path", this::artifact);
        http.route(
                Method.GET,
                "/api/v1/import/artifacts/*path",
                request ->
                        RunArtifactRoutes.send(
                                tracking.artifacts().open(request.pathValue("path"))));
    }

    private static <T> T body(Request request, Class<T> type) {
        return Complete.check(ApiJson.read(request, type));
    }

    private Reply experiment(Request request) {
        var ours = tracking.imports().experiment(body(request, Experiment.class));
        return id("experiment_id", ours.id(), ours.artifactLocation());
    }

    private Reply run(Request request) {
        var ours = tracking.imports().run(body(request, RunDetails.class));
        return id("run_id", ours.id(), ours.artifactUri());
    }

    private record Metrics(List<Metric> metrics) {}

    private Reply metrics(Request request) {
        var metrics = body(request, Metrics.class).metrics();
        tracking.imports().metrics(request.pathValue("run"), metrics);
        return ApiJson.reply(ApiJson.object().put("metrics", metrics.size()));
    }

    private Reply loggedModel(Request request) {
        var ours = tracking.imports().loggedModel(body(request, LoggedModel.class));
        return id("model_id", ours.id(), ours.artifactUri());
    }

    private Reply ofLoggedModel(Request request) {
        var model = tracking.loggedModels().getEvenDeleted(request.pathValue("model"));
        return ApiJson.reply(ApiJson.tree(model));
    }

    private Reply model(Request request) {
        var ours = registry.imports().model(body(request, RegisteredModel.class));
        return ApiJson.reply(ApiJson.object().put("name", ours.name()));
    }

    private Reply version(Request request) {
        var ours = registry.imports().version(body(request, ModelVersion.class));
        return ApiJson.reply(
                ApiJson.object().put("name", ours.name()).put("version", ours.version()));
    }

    private record AliasBody(int version) {}

    private Reply alias(Request request) {
        int version = ApiJson.read(request, AliasBody.class).version();
        registry.imports().alias(request.pathValue("model"), request.pathValue("alias"), version);
        return ApiJson.reply(ApiJson.object().put("version", version));
    }

    /** A file by its path under the root of all, which is that of its run's or model's address. */
    private Reply artifact(Request request) throws IOException {
        try (var content = request.upload().orElseThrow()) {
            var stored = tracking.artifacts().put(request.pathValue("path"), content);
            return ApiJson.reply(201, ApiJson.object().put("size", stored.size()));
        }
    }

    private static Reply id(String field, String id, String address) {
        ObjectNode answer = ApiJson.object().put(field, id).put("artifact_uri", address);
        return ApiJson.reply(answer);
    }
}
