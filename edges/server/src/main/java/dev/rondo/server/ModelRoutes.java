package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.NewModel;
import dev.rondo.registry.RegisteredModel;
import dev.rondo.registry.RegisteredModels;
import dev.rondo.registry.Registry;
import dev.rondo.registry.RegistryQuery;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** `/api/v1/models`: names with descriptions, tags and aliases. */
final class ModelRoutes {
    private static final int PAGE = 1000;

    private final Registry registry;
    private final RegisteredModels models;

    ModelRoutes(Registry registry) {
        this.registry = registry;
        this.models = registry.models();
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/models", this::search);
        http.route(Method.POST, "/api/v1/models", this::create);
        http.route(Method.GET, "/api/v1/models/:model", this::versions);
        http.route(Method.PATCH, "/api/v1/models/:model", this::describe);
        http.route(Method.DELETE, "/api/v1/models/:model", this::delete);
        http.route(Method.POST, "/api/v1/models/:model/rename", this::rename);
        http.route(Method.PUT, "/api/v1/models/:model/tags/:tag", this::setTag);
        http.route(Method.DELETE, "/api/v1/models/:model/tags/:tag", this::deleteTag);
        http.route(Method.PUT, "/api/v1/models/:model/aliases/:alias", this::setAlias);
        http.route(Method.DELETE, "/api/v1/models/:model/aliases/:alias", this::deleteAlias);
    }

    /** The latest version of each model; of one without versions the name. */
    private Reply search(Request request) {
        var search = Searches.of(request, PAGE);
        var query =
                new RegistryQuery(
                        search.where(), search.limit(), search.orderBy(), search.pageToken());
        return ApiJson.reply(Searches.page(models.search(query), ModelRoutes::latest));
    }

    private static ObjectNode latest(RegisteredModel model) {
        return model.latestVersions().stream()
                .max(Comparator.comparingInt(ModelVersion::version))
                .map(version -> latest(model, version))
                .orElseGet(() -> view(model));
    }

    private static ObjectNode latest(RegisteredModel model, ModelVersion version) {
        var view = ModelVersionRoutes.view(version);
        var aliases = view.putArray("aliases");
        model.aliases().entrySet().stream()
                .filter(alias -> alias.getValue() == version.version())
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(aliases::add);
        return view;
    }

    private record CreateBody(
            @Nullable String name,
            @Nullable String description,
            @Nullable Map<String, String> tags) {}

    private Reply create(Request request) {
        var body = ApiJson.read(request, CreateBody.class);
        var wanted =
                new NewModel(
                        TrainRequest.required(body.name(), "name"),
                        body.description() == null ? "" : body.description(),
                        body.tags() == null ? Map.of() : body.tags());
        return ApiJson.reply(201, view(models.create(wanted)));
    }

    private Reply versions(Request request) {
        var model = models.get(name(request));
        var answer = Views.list(registry.versions().of(model.name()), ModelVersionRoutes::view);
        answer.set("model", view(model));
        return ApiJson.reply(answer);
    }

    private record DescriptionBody(@Nullable String description) {}

    private Reply describe(Request request) {
        var body = ApiJson.read(request, DescriptionBody.class);
        var text = TrainRequest.required(body.description(), "description");
        return ApiJson.reply(view(models.update(name(request), text)));
    }

    private record NameBody(@Nullable String name) {}

    private Reply rename(Request request) {
        var body = ApiJson.read(request, NameBody.class);
        var name = TrainRequest.required(body.name(), "name");
        return ApiJson.reply(view(models.rename(name(request), name)));
    }

    private Reply setTag(Request request) {
        models.setTag(name(request), request.pathValue("tag"), TagBody.read(request));
        return ApiJson.reply(view(models.get(name(request))));
    }

    private Reply delete(Request request) {
        var model = models.get(name(request));
        models.delete(model.name());
        return ApiJson.reply(view(model));
    }

    private Reply deleteTag(Request request) {
        models.deleteTag(name(request), request.pathValue("tag"));
        return ApiJson.reply(view(models.get(name(request))));
    }

    private record AliasBody(int version) {}

    private Reply setAlias(Request request) {
        models.setAlias(
                name(request),
                request.pathValue("alias"),
                ApiJson.read(request, AliasBody.class).version());
        return ApiJson.reply(view(models.get(name(request))));
    }

    private Reply deleteAlias(Request request) {
        models.deleteAlias(name(request), request.pathValue("alias"));
        return ApiJson.reply(view(models.get(name(request))));
    }

    private static ObjectNode view(RegisteredModel model) {
        var view = ApiJson.object();
        view.put("name", model.name())
                .put("description", model.description())
                .put("last_version", model.lastVersion())
                .put("created_at", Views.time(model.creationMillis()))
                .put("updated_at", Views.time(model.lastUpdateMillis()));
        view.set("tags", ApiJson.MAPPER.valueToTree(model.tags()));
        view.set("aliases", ApiJson.MAPPER.valueToTree(model.aliases()));
        return view;
    }

    private static String name(Request request) {
        return request.pathValue("model");
    }
}
