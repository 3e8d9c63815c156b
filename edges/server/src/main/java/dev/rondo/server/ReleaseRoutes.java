package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.Registry;
import dev.rondo.serving.ModelRef;
import dev.rondo.serving.Release;
import dev.rondo.serving.ReleasePlan;
import dev.rondo.serving.ReleaseRequest;
import dev.rondo.serving.ReleaseStatus;
import dev.rondo.serving.Serving;
import org.jspecify.annotations.Nullable;

/** `/api/v1/releases`. */
final class ReleaseRoutes {
    private static final int PAGE = 1000;

    private final Serving serving;
    private final Registry registry;
    private final LiveModels liveModels;
    private final LoopRuns loopRuns;

    ReleaseRoutes(Rooms rooms) {
        this.serving = rooms.serving();
        this.registry = rooms.registry();
        this.liveModels = rooms.liveModels();
        this.loopRuns = rooms.loopRuns();
    }

    void mount(Http http) {
        http.route(Method.POST, "/api/v1/endpoints/:endpoint/releases", this::start);
        http.route(Method.GET, "/api/v1/releases", this::list);
        http.route(
                Method.GET,
                "/api/v1/releases/:release",
                request -> ApiJson.reply(whole(request.pathValue("release"))));
        http.route(Method.POST, "/api/v1/releases/:release/promote", this::promote);
        http.route(Method.POST, "/api/v1/releases/:release/rollback", this::rollback);
    }

    private record StartBody(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String approver,
            EndpointBody.@Nullable Plan plan) {}

    private Reply start(Request request) {
        var body = ApiJson.read(request, StartBody.class);
        var candidate =
                new ModelRef(
                        TrainRequest.required(body.model(), "model"),
                        TrainRequest.required(body.version(), "version"));
        var version = registry.described(candidate.name(), candidate.version());
        var plan =
                body.plan() == null
                        ? ReleasePlan.standard()
                        : body.plan().over(ReleasePlan.standard());
        var endpoint = request.pathValue("endpoint");
        liveModels.expect(endpoint, candidate);
        var release =
                serving.releases()
                        .start(
                                new ReleaseRequest(
                                        endpoint,
                                        candidate,
                                        plan,
                                        GateEvidence.of(version),
                                        body.approver() == null ? "unknown" : body.approver(),
                                        null));
        return ApiJson.reply(201, whole(release.id()));
    }

    private Reply list(Request request) {
        var releases = serving.releases().list(request.queryValue("endpoint").orElse(null), PAGE);
        return ApiJson.reply(
                Views.list(releases, release -> summary(serving.releases().status(release.id()))));
    }

    private record PromoteBody(@Nullable String approver, @Nullable Boolean force) {}

    private Reply promote(Request request) {
        var body = ApiJson.read(request, PromoteBody.class);
        var approver = TrainRequest.required(body.approver(), "approver");
        var status =
                serving.releases()
                        .promote(
                                request.pathValue("release"),
                                approver,
                                Boolean.TRUE.equals(body.force()));
        return moved(status.release());
    }

    private record RollbackBody(@Nullable String approver, @Nullable String reason) {}

    private Reply rollback(Request request) {
        var body = ApiJson.read(request, RollbackBody.class);
        var status =
                serving.releases()
                        .rollback(
                                request.pathValue("release"),
                                TrainRequest.required(body.approver(), "approver"),
                                TrainRequest.required(body.reason(), "reason"));
        return moved(status.release());
    }

    private Reply moved(Release release) {
        liveModels.reconcile(serving.endpoints().get(release.endpoint()));
        loopRuns.wake(release.endpoint());
        return ApiJson.reply(whole(release.id()));
    }

    private ObjectNode whole(String id) {
        var view = summary(serving.releases().status(id));
        view.set("steps", Views.list(serving.releases().steps(id)).path("items"));
        return view;
    }

    /** A release and its evidence, flat. */
    static ObjectNode summary(ReleaseStatus status) {
        var release = status.release();
        var view = Views.of(status);
        view.remove("release");
        view.put("release_id", release.id())
                .put("endpoint", release.endpoint())
                .put("model", release.candidate().name())
                .put("version", release.candidate().version())
                .put("state", release.state().name())
                .put("stage", release.stage());
        var control = release.control();
        if (control != null) {
            view.put("control_model", control.name()).put("control_version", control.version());
        }
        var hold = release.hold();
        view.put("hold", hold == null ? null : hold.name());
        view.set("plan", ApiJson.tree(release.plan()));
        return view;
    }
}
