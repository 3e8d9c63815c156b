package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.tracking.Experiment;
import dev.rondo.tracking.ExperimentQuery;
import dev.rondo.tracking.Experiments;
import dev.rondo.tracking.NewExperiment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** `/api/v1/experiments`. */
final class ExperimentRoutes {
    private final Experiments experiments;

    ExperimentRoutes(Experiments experiments) {
        this.experiments = experiments;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/experiments", this::search);
        http.route(Method.POST, "/api/v1/experiments", this::create);
        http.route(
                Method.GET,
                "/api/v1/experiments/:experiment",
                request -> ApiJson.reply(view(experiments.get(id(request)))));
        http.route(Method.PATCH, "/api/v1/experiments/:experiment", this::rename);
        http.route(Method.DELETE, "/api/v1/experiments/:experiment", this::delete);
        http.route(Method.POST, "/api/v1/experiments/:experiment/restore", this::restore);
        http.route(Method.PUT, "/api/v1/experiments/:experiment/tags/:tag", this::setTag);
        http.route(Method.DELETE, "/api/v1/experiments/:experiment/tags/:tag", this::deleteTag);
    }

    private Reply search(Request request) {
        var search = Searches.of(request);
        var page =
                experiments.search(
                        new ExperimentQuery(
                                search.where(),
                                Searches.view(request),
                                search.limit(),
                                search.orderBy(),
                                search.pageToken()));
        return ApiJson.reply(Searches.page(page, ExperimentRoutes::view));
    }

    private record CreateBody(
            @Nullable String name,
            @Nullable String artifactLocation,
            @Nullable Map<String, String> tags) {}

    private Reply create(Request request) {
        var body = ApiJson.read(request, CreateBody.class);
        var name = TrainRequest.required(body.name(), "name");
        var tags = body.tags() == null ? Map.<String, String>of() : body.tags();
        var wanted = new NewExperiment(name, body.artifactLocation(), tags);
        return ApiJson.reply(201, view(experiments.create(wanted)));
    }

    private record NameBody(@Nullable String name) {}

    private Reply rename(Request request) {
        var body = ApiJson.read(request, NameBody.class);
        experiments.rename(id(request), TrainRequest.required(body.name(), "name"));
        return ApiJson.reply(view(experiments.get(id(request))));
    }

    private Reply delete(Request request) {
        experiments.delete(id(request));
        return ApiJson.reply(view(experiments.get(id(request))));
    }

    private Reply restore(Request request) {
        experiments.restore(id(request));
        return ApiJson.reply(view(experiments.get(id(request))));
    }

    private Reply setTag(Request request) {
        experiments.setTag(id(request), request.pathValue("tag"), TagBody.read(request));
        return ApiJson.reply(view(experiments.get(id(request))));
    }

    private Reply deleteTag(Request request) {
        experiments.deleteTag(id(request), request.pathValue("tag"));
        return ApiJson.reply(view(experiments.get(id(request))));
    }

    private static String id(Request request) {
        return request.pathValue("experiment");
    }

    private static ObjectNode view(Experiment experiment) {
        var view = ApiJson.object();
        view.put("experiment_id", experiment.id())
                .put("name", experiment.name())
                .put("lifecycle_stage", experiment.lifecycleStage().name())
                .put("artifact_location", experiment.artifactLocation())
                .put("created_at", Views.time(experiment.creationMillis()))
                .put("updated_at", Views.time(experiment.lastUpdateMillis()));
        view.set("tags", ApiJson.MAPPER.valueToTree(experiment.tags()));
        return view;
    }
}
