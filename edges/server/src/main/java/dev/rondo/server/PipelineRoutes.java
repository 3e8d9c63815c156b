package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.pipelines.RunFilter;
import dev.rondo.pipelines.RunView;
import dev.rondo.pipelines.Runs;
import java.time.Duration;

/** `/api/v1/pipelines`. */
final class PipelineRoutes {
    private static final int PAGE = 100;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final Runs runs;
    private final TrainRuns training;

    PipelineRoutes(Runs runs, TrainRuns training) {
        this.runs = runs;
        this.training = training;
    }

    void mount(Http http) {
        http.route(Method.POST, "/api/v1/pipelines/train/runs", this::train);
        http.route(Method.GET, "/api/v1/pipelines/runs", this::list);
        http.route(Method.GET, "/api/v1/pipelines/runs/:run", this::get);
        http.route(Method.POST, "/api/v1/pipelines/runs/:run/cancel", this::cancel);
    }

    private Reply train(Request request) {
        var id = training.start(ApiJson.read(request, TrainRequest.class));
        return ApiJson.reply(202, ApiJson.object().put("run_id", id));
    }

    private Reply list(Request request) {
        int limit = (int) request.queryNumber("limit", PAGE, 1, 1000);
        var before = request.queryValue("page_token").orElse(null);
        var found =
                runs.list(
                        new RunFilter(
                                request.queryValue("pipeline").orElse(null),
                                null,
                                null,
                                before,
                                limit));
        var answer = Views.list(found, PipelineRoutes::view);
        if (found.size() == limit) {
            answer.put("next_page_token", found.getLast().id());
        }
        return ApiJson.reply(answer);
    }

    private Reply get(Request request) throws InterruptedException {
        var id = request.pathValue("run");
        long seconds = request.queryNumber("wait", 0, 0, LONGEST_WAIT_SECONDS);
        var run = seconds == 0 ? runs.get(id) : runs.await(id, Duration.ofSeconds(seconds));
        return ApiJson.reply(view(run.orElseThrow(() -> unknown(id))));
    }

    private Reply cancel(Request request) {
        var id = request.pathValue("run");
        if (runs.get(id).isEmpty()) {
            throw unknown(id);
        }
        runs.cancel(id, "cancelled by request");
        return ApiJson.reply(view(runs.get(id).orElseThrow(() -> unknown(id))));
    }

    static ObjectNode view(RunView run) {
        var view = Views.of(run);
        view.remove("id");
        view.put("run_id", run.id());
        return view;
    }

    private static RondoException unknown(String id) {
        return RondoException.notFound(
                        "pipeline.unknown_run", "there is no pipeline run \"" + id + "\"")
                .next("GET /api/v1/pipelines/runs lists them");
    }
}
