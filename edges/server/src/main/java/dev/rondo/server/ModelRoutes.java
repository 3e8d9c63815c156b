package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Micros;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.RegisteredModel;
import dev.rondo.registry.Registry;
import dev.rondo.registry.RegistryQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
                                        registry.versions().of(request.pathValue("model")),
                                        ModelRoutes::view)));
        http.route(
                Method.GET,
                "/api/v1/models/:model/versions/:version",
                request -> ApiJson.reply(view(version(request))));
        http.route(Method.GET, "/api/v1/models/:model/versions/:version/archive", this::archive);
        http.route(Method.PUT, "/api/v1/models/:model/aliases/:alias", this::alias);
    }

    /** The latest version of each model; of one without versions the name. */
    private Reply list(Request request) {
        var token = request.queryValue("page_token").orElse(null);
        var page = registry.models().search(new RegistryQuery("", PAGE, List.of(), token));
        var answer = Views.list(page.items(), ModelRoutes::latest);
        if (page.nextToken() != null) {
            answer.put("next_page_token", page.nextToken());
        }
        return ApiJson.reply(answer);
    }

    private static ObjectNode latest(RegisteredModel model) {
        return model.latestVersions().stream()
                .max(Comparator.comparingInt(ModelVersion::version))
                .map(version -> {
                    var view = view(version);
                    var aliases = view.putArray("aliases");
                    model.aliases().entrySet().stream()
                            .filter(alias -> alias.getValue() == version.version())
                            .map(Map.Entry::getKey)
                            .sorted()
                            .forEach(aliases::add);
                    return view;
                })
                .orElseGet(() -> view(model));
    }

    private ModelVersion version(Request request) {
        return registry.versions().get(request.pathValue("model"), request.pathNumber("version"));
    }

    static ObjectNode view(ModelVersion version) {
        var view = Views.of(version);
        view.put("run_id", version.lineage().runId());
        return times(view, version.creationMillis(), version.lastUpdateMillis());
    }

    private static ObjectNode view(RegisteredModel model) {
        var view = Views.of(model);
        view.remove("latest_versions");
        return times(view, model.creationMillis(), model.lastUpdateMillis());
    }

    private static ObjectNode times(ObjectNode view, long created, long updated) {
        view.remove(List.of("creation_millis", "last_update_millis"));
        view.put("created_at", Micros.format(created * 1000));
        return view.put("updated_at", Micros.format(updated * 1000));
    }

    private Reply archive(Request request) {
        var version = version(request);
        var directory = registry.directory(version.name(), version.version());
        return new Reply.Streamed("application/zip", out -> Zip.write(directory, out));
    }

    private record AliasBody(int version) {}

    private Reply alias(Request request) {
        var model = request.pathValue("model");
        registry.models()
                .setAlias(
                        model,
                        request.pathValue("alias"),
                        ApiJson.read(request, AliasBody.class).version());
        return ApiJson.reply(view(registry.models().get(model)));
    }
}
