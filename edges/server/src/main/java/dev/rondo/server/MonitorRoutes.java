package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.monitoring.Alert;
import dev.rondo.monitoring.Monitoring;
import java.time.Duration;

/** What monitoring sees: `/api/v1/endpoints/{endpoint}/monitor`, windows, alerts, diagnoses. */
final class MonitorRoutes {
    private static final int LONGEST_SETTLE_SECONDS = 300;

    private final Monitoring monitoring;
    private final Loop loop;
    private final LoopRuns loopRuns;

    MonitorRoutes(Monitoring monitoring, Loop loop, LoopRuns loopRuns) {
        this.loop = loop;
        this.monitoring = monitoring;
        this.loopRuns = loopRuns;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/endpoints/:endpoint/monitor", this::status);
        http.route(Method.GET, "/api/v1/endpoints/:endpoint/windows", this::windows);
        http.route(Method.GET, "/api/v1/endpoints/:endpoint/diagnoses", this::diagnoses);
        http.route(Method.GET, "/api/v1/alerts", this::alerts);
        http.route(Method.GET, "/api/v1/alerts/:alert", this::alert);
    }

    /** With {@code settle=SECONDS} it first waits until all that exists is folded and acted on. */
    private Reply status(Request request) throws InterruptedException {
        var endpoint = request.pathValue("endpoint");
        long seconds = request.queryNumber("settle", 0, 0, LONGEST_SETTLE_SECONDS);
        boolean settled = seconds > 0 && settle(endpoint, Duration.ofSeconds(seconds));
        var status = monitoring.status(endpoint).orElseThrow(() -> unwatched(endpoint));
        return ApiJson.reply(Views.of(status).put("settled", settled));
    }

    private boolean settle(String endpoint, Duration atMost) throws InterruptedException {
        if (!monitoring.awaitCaughtUp(endpoint, atMost)) {
            return false;
        }
        loop.reconsider(endpoint);
        loopRuns.wake(endpoint);
        return loopRuns.awaitQuiet(endpoint, atMost);
    }

    private Reply windows(Request request) {
        int limit = (int) request.queryNumber("limit", 1000, 1, 10_000);
        return ApiJson.reply(
                Views.list(
                        monitoring.windows(request.pathValue("endpoint"), Long.MIN_VALUE, limit)));
    }

    private Reply diagnoses(Request request) {
        return ApiJson.reply(Views.list(monitoring.diagnoses(request.pathValue("endpoint"))));
    }

    private Reply alerts(Request request) {
        return ApiJson.reply(
                Views.list(
                        monitoring.alerts(request.queryValue("endpoint").orElse(null)),
                        MonitorRoutes::view));
    }

    private Reply alert(Request request) {
        var id = request.pathValue("alert");
        return monitoring.alerts(null).stream()
                .filter(alert -> alert.id().equals(id))
                .findFirst()
                .map(alert -> ApiJson.reply(view(alert)))
                .orElseThrow(() ->
                        RondoException.notFound("alert.unknown", "there is no alert \"" + id + "\"")
                                .next("GET /api/v1/alerts lists them"));
    }

    private static ObjectNode view(Alert alert) {
        var view = Views.of(alert);
        view.remove("id");
        return view.put("alert_id", alert.id());
    }

    private static RondoException unwatched(String endpoint) {
        return RondoException.notFound(
                        "monitor.none", "no endpoint \"" + endpoint + "\" is monitored")
                .next("GET /api/v1/endpoints lists the endpoints");
    }
}
