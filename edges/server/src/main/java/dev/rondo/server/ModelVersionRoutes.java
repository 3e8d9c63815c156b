package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.ModelVersions;
import dev.rondo.registry.NewVersion;
import dev.rondo.registry.Registry;
import dev.rondo.registry.RegistryQuery;
import dev.rondo.registry.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** `/api/v1/model-versions` and the versions of one model. */
final class ModelVersionRoutes {
    private static final String ONE = "/api/v1/models/:model/versions/:version";

    private final Registry registry;
    private final ModelVersions versions;

    ModelVersionRoutes(Registry registry) {
        this.registry = registry;
        this.versions = registry.versions();
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/model-versions", this::search);
        http.route(Method.POST, "/api/v1/models/:model/versions", this::create);
        http.route(Method.GET, ONE, request -> ApiJson.reply(view(version(request))));
        http.route(Method.PATCH, ONE, this::describe);
        http.route(Method.DELETE, ONE, this::delete);
        http.route(Method.PUT, ONE + "/stage", this::transition);
        http.route(Method.PUT, ONE + "/tags/:tag", this::setTag);
        http.route(Method.DELETE, ONE + "/tags/:tag", this::deleteTag);
        http.route(Method.GET, ONE + "/archive", this::archive);
    }

    private Reply search(Request request) {
        var search = Searches.of(request);
        var query =
                new RegistryQuery(
                        search.where(), search.limit(), search.orderBy(), search.pageToken());
        return ApiJson.reply(Searches.page(versions.search(query), ModelVersionRoutes::view));
    }

    private record CreateBody(
            @Nullable String source,
            @Nullable String runId,
            @Nullable String modelId,
            @Nullable String description,
            @Nullable Map<String, String> tags) {}

    private Reply create(Request request) {
        var body = ApiJson.read(request, CreateBody.class);
        var wanted =
                new NewVersion(
                        name(request),
                        TrainRequest.required(body.source(), "source"),
                        body.runId(),
                        body.modelId(),
                        "",
                        body.description() == null ? "" : body.description(),
                        body.tags() == null ? Map.of() : body.tags(),
                        null);
        return ApiJson.reply(201, view(versions.create(wanted)));
    }

    private record DescriptionBody(@Nullable String description) {}

    private Reply describe(Request request) {
        var body = ApiJson.read(request, DescriptionBody.class);
        var text = TrainRequest.required(body.description(), "description");
        return ApiJson.reply(view(versions.update(name(request), number(request), text)));
    }

    private record StageBody(@Nullable String stage, @Nullable Boolean archiveExisting) {}

    private Reply transition(Request request) {
        var body = ApiJson.read(request, StageBody.class);
        var stage = Stage.parse(TrainRequest.required(body.stage(), "stage"));
        boolean archive = body.archiveExisting() != null && body.archiveExisting();
        return ApiJson.reply(
                view(versions.transition(name(request), number(request), stage, archive)));
    }

    private Reply setTag(Request request) {
        versions.setTag(
                name(request), number(request), request.pathValue("tag"), TagBody.read(request));
        return ApiJson.reply(view(version(request)));
    }

    private Reply delete(Request request) {
        var version = version(request);
        versions.delete(version.name(), version.version());
        return ApiJson.reply(view(version));
    }

    private Reply deleteTag(Request request) {
        versions.deleteTag(name(request), number(request), request.pathValue("tag"));
        return ApiJson.reply(view(version(request)));
    }

    private Reply archive(Request request) {
        var version = version(request);
        var directory = registry.directory(version.name(), version.version());
        return new Reply.Streamed("application/zip", out -> Zip.write(directory, out));
    }

    private ModelVersion version(Request request) {
        return versions.get(name(request), number(request));
    }

    static ObjectNode view(ModelVersion version) {
        var view = Views.of(version);
        view.put("run_id", version.lineage().runId()).put("stage", version.stage().text());
        view.remove(List.of("creation_millis", "last_update_millis"));
        view.put("created_at", Views.time(version.creationMillis()));
        return view.put("updated_at", Views.time(version.lastUpdateMillis()));
    }

    private static String name(Request request) {
        return request.pathValue("model");
    }

    private static int number(Request request) {
        return request.pathNumber("version");
    }
}
