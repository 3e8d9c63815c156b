package dev.rondo.server;

import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.store.Db;
import dev.rondo.tracking.Experiment;
import dev.rondo.tracking.ExperimentQuery;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.RunBatch;
import dev.rondo.tracking.RunDetails;
import dev.rondo.tracking.RunQuery;
import dev.rondo.tracking.RunStatus;
import dev.rondo.tracking.RunUpdate;
import dev.rondo.tracking.RunViewType;
import dev.rondo.tracking.Tracking;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** `/api/v1/runs`. */
final class RunRoutes {
    private final Db db;
    private final Tracking tracking;
    private final InstantSource clock;

    RunRoutes(Db db, Tracking tracking, InstantSource clock) {
        this.db = db;
        this.tracking = tracking;
        this.clock = clock;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/runs", this::search);
        http.route(Method.POST, "/api/v1/runs", this::create);
        http.route(Method.GET, "/api/v1/runs/:run", request -> reply(200, id(request)));
        http.route(Method.PATCH, "/api/v1/runs/:run", this::change);
        http.route(Method.DELETE, "/api/v1/runs/:run", this::delete);
        http.route(Method.POST, "/api/v1/runs/:run/restore", this::restore);
        http.route(Method.POST, "/api/v1/runs/:run/log", this::log);
        http.route(Method.DELETE, "/api/v1/runs/:run/tags/:tag", this::deleteTag);
        http.route(Method.GET, "/api/v1/runs/:run/metrics/:metric", this::history);
    }

    private Reply search(Request request) {
        var search = Searches.of(request);
        var page =
                tracking.runs()
                        .search(
                                new RunQuery(
                                        experiments(request.queryValues("experiment")),
                                        search.where(),
                                        Searches.view(request),
                                        search.limit(),
                                        search.orderBy(),
                                        search.pageToken()));
        return ApiJson.reply(Searches.page(page, RunViews::of));
    }

    /** The ids of experiments that are named, by a number as id; all that are there for none. */
    private List<String> experiments(List<String> names) {
        if (!names.isEmpty()) {
            return names.stream().map(this::experiment).toList();
        }
        var all =
                new ExperimentQuery(
                        "", RunViewType.ALL, ExperimentQuery.MAX_RESULTS, List.of(), null);
        return tracking.experiments().search(all).items().stream().map(Experiment::id).toList();
    }

    private String experiment(String name) {
        return name.matches("[0-9]{1,18}")
                ? tracking.experiments().get(name).id()
                : tracking.experiments()
                        .named(name)
                        .map(Experiment::id)
                        .orElseThrow(() ->
                                RondoException.notFound(
                                                "experiment.not_found",
                                                "there is no experiment \"" + name + "\"")
                                        .next("GET /api/v1/experiments lists them"));
    }

    private Reply create(Request request) {
        var body = ApiJson.read(request, RunBodies.Create.class);
        var experiment =
                body.experimentId() != null
                        ? body.experimentId()
                        : tracking.experiments()
                                .namedOrNew(TrainRequest.required(body.experiment(), "experiment"))
                                .id();
        var start = body.startTime() == null ? null : Micros.parse(body.startTime()) / 1000;
        var wanted =
                new NewRun(
                        experiment,
                        body.name(),
                        body.userId() == null ? "" : body.userId(),
                        start,
                        body.tags() == null ? Map.of() : body.tags(),
                        null);
        return reply(201, started(wanted, body.params()).run().id());
    }

    private RunDetails started(NewRun wanted, @Nullable Map<String, String> params) {
        return db.write(tx -> {
            var run = tracking.runs().create(tx, wanted);
            if (params != null) {
                tracking.runs().log(tx, run.run().id(), RunBatch.params(params));
            }
            return run;
        });
    }

    private Reply change(Request request) {
        var id = id(request);
        var body = ApiJson.read(request, RunBodies.Change.class);
        var status =
                body.status() == null
                        ? null
                        : Searches.constant(RunStatus.class, "status", body.status());
        var end = body.endTime() == null ? null : (Long) (Micros.parse(body.endTime()) / 1000);
        db.execute(tx -> {
            if (status != null && status.ended() && end == null) {
                tracking.runs().finish(tx, id, status);
            }
            tracking.runs().update(tx, id, new RunUpdate(status, end, body.name()));
        });
        return reply(200, id);
    }

    private Reply delete(Request request) {
        tracking.runs().delete(id(request));
        return reply(200, id(request));
    }

    private Reply restore(Request request) {
        tracking.runs().restore(id(request));
        return reply(200, id(request));
    }

    private Reply log(Request request) {
        var batch = ApiJson.read(request, RunBodies.Log.class).batch(clock);
        tracking.runs().log(id(request), batch);
        return ApiJson.reply(
                ApiJson.object()
                        .put("metrics", batch.metrics().size())
                        .put("params", batch.params().size())
                        .put("tags", batch.tags().size()));
    }

    private Reply deleteTag(Request request) {
        tracking.runs().deleteTag(id(request), request.pathValue("tag"));
        return reply(200, id(request));
    }

    private Reply history(Request request) {
        int limit =
                (int) request.queryNumber("limit", Integer.MAX_VALUE - 1, 1, Integer.MAX_VALUE - 1);
        var token = request.queryValue("page_token").orElse(null);
        var page = tracking.runs().history(id(request), request.pathValue("metric"), limit, token);
        if (page.items().isEmpty()) {
            tracking.runs().get(id(request)); // an unknown run is an error, not an empty list
        }
        return ApiJson.reply(Searches.page(page, RunViews::of));
    }

    private Reply reply(int status, String id) {
        return ApiJson.reply(status, RunViews.of(tracking.runs().get(id)));
    }

    private static String id(Request request) {
        return request.pathValue("run");
    }
}
