package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Micros;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunDetails;
import dev.rondo.tracking.Tracking;

/** `/api/v1/experiments` and `/api/v1/runs`. */
final class TrackingRoutes {
    private static final int PAGE = 100;

    private final Tracking tracking;

    TrackingRoutes(Tracking tracking) {
        this.tracking = tracking;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/experiments", this::experiments);
        http.route(Method.GET, "/api/v1/runs", this::runs);
        http.route(
                Method.GET,
                "/api/v1/runs/:run",
                request -> ApiJson.reply(view(tracking.runs().get(request.pathValue("run")))));
        http.route(Method.GET, "/api/v1/runs/:run/metrics/:metric", this::history);
    }

    private Reply experiments(Request request) {
        var page =
                tracking.experiments()
                        .list(limit(request), request.queryValue("page_token").orElse(null));
        return ApiJson.reply(next(Views.list(page.items()), page.nextToken()));
    }

    private Reply runs(Request request) {
        var page =
                tracking.runs()
                        .list(
                                request.queryValue("experiment").orElse(null),
                                limit(request),
                                request.queryValue("page_token").orElse(null));
        return ApiJson.reply(
                next(Views.list(page.items(), TrackingRoutes::view), page.nextToken()));
    }

    private Reply history(Request request) {
        var run = request.pathValue("run");
        var points = tracking.runs().history(run, request.pathValue("metric"), null, null).items();
        if (points.isEmpty()) {
            tracking.runs().get(run); // an unknown run is an error, not an empty list
        }
        return ApiJson.reply(Views.list(points, TrackingRoutes::view));
    }

    private static ObjectNode view(Metric point) {
        return ApiJson.object()
                .put("key", point.key())
                .put("value", point.value())
                .put("timestamp_millis", point.timestampMillis())
                .put("step", point.step());
    }

    private static int limit(Request request) {
        return (int) request.queryNumber("limit", PAGE, 1, 1000);
    }

    private static ObjectNode next(
            ObjectNode answer, @org.jspecify.annotations.Nullable String token) {
        return token == null ? answer : answer.put("next_page_token", token);
    }

    /** Names of metrics and parameters are the user's own, so they are not renamed. */
    static ObjectNode view(RunDetails details) {
        var run = details.run();
        var view = ApiJson.object();
        view.put("run_id", run.id())
                .put("experiment_id", run.experimentId())
                .put("name", run.name())
                .put("status", run.status().name());
        view.put("start_time", Micros.format(run.startMillis() * 1000));
        var end = run.endMillis();
        view.put("end_time", end == null ? null : Micros.format(end * 1000));
        var metrics = view.putObject("metrics");
        details.metrics().forEach(metric -> metrics.put(metric.key(), metric.value()));
        view.set("params", ApiJson.MAPPER.valueToTree(details.params()));
        view.set("tags", ApiJson.MAPPER.valueToTree(details.tags()));
        view.set("inputs", ApiJson.MAPPER.valueToTree(details.datasets()));
        return view;
    }
}
