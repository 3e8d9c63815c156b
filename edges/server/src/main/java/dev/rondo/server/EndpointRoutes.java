package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.registry.Registry;
import dev.rondo.serving.Endpoint;
import dev.rondo.serving.FailurePolicy;
import dev.rondo.serving.ModelRef;
import dev.rondo.serving.Serving;
import dev.rondo.store.Db;

/**
 * `/api/v1/endpoints`: making and steering them. What they answer is in {@link PredictionRoutes}.
 */
final class EndpointRoutes {
    private final Db db;
    private final Serving serving;
    private final Registry registry;
    private final Monitoring monitoring;
    private final EndpointSettings settings;
    private final LiveModels liveModels;
    private final LoopRuns loopRuns;
    private final Loop loop;

    EndpointRoutes(Rooms rooms) {
        this.db = rooms.db();
        this.serving = rooms.serving();
        this.registry = rooms.registry();
        this.monitoring = rooms.monitoring();
        this.settings = rooms.settings();
        this.liveModels = rooms.liveModels();
        this.loopRuns = rooms.loopRuns();
        this.loop = rooms.loop();
    }

    void mount(Http http) {
        http.route(Method.POST, "/api/v1/endpoints", this::create);
        http.route(
                Method.GET,
                "/api/v1/endpoints",
                request -> ApiJson.reply(Views.list(serving.endpoints().list(), this::view)));
        http.route(
                Method.GET,
                "/api/v1/endpoints/:endpoint",
                request -> ApiJson.reply(view(endpoint(request))));
        http.route(Method.GET, "/api/v1/endpoints/:endpoint/loop", this::loop);
        http.route(Method.PUT, "/api/v1/endpoints/:endpoint/loop", this::changeLoop);
        http.route(Method.POST, "/api/v1/endpoints/:endpoint/retrain", this::retrain);
        http.route(Method.PUT, "/api/v1/endpoints/:endpoint/freeze", this::freeze);
        http.route(Method.DELETE, "/api/v1/endpoints/:endpoint/freeze", this::unfreeze);
    }

    private Reply create(Request request) {
        var body = ApiJson.read(request, EndpointBody.class);
        var name = Ids.checkName("endpoint", TrainRequest.required(body.name(), "name"));
        var model =
                new ModelRef(
                        TrainRequest.required(body.model(), "model"),
                        TrainRequest.required(body.version(), "version"));
        var version = registry.described(model.name(), model.version());
        var spec =
                (body.monitor() == null ? EndpointBody.Monitor.STANDARD : body.monitor())
                        .spec(name);
        var policy =
                body.loop() == null ? LoopPolicy.STANDARD : body.loop().over(LoopPolicy.STANDARD);
        var endpoint =
                serving.endpoints()
                        .create(
                                name,
                                model,
                                body.journalPolicy() == null
                                        ? FailurePolicy.FAIL_CLOSED
                                        : body.journalPolicy(),
                                GateEvidence.of(version),
                                body.approver() == null ? "the endpoint's maker" : body.approver());
        db.write(tx -> {
            settings.store(tx, name, policy);
            return name;
        });
        liveModels.watch(endpoint, spec);
        return ApiJson.reply(201, view(endpoint));
    }

    private Endpoint endpoint(Request request) {
        return serving.endpoints().get(request.pathValue("endpoint"));
    }

    private ObjectNode view(Endpoint endpoint) {
        var view = Views.of(endpoint);
        view.remove("live");
        view.put("model", endpoint.live().name()).put("version", endpoint.live().version());
        return view;
    }

    private Reply loop(Request request) {
        var name = endpoint(request).name();
        var view = ApiJson.object().put("endpoint", name);
        view.set("policy", ApiJson.tree(settings.policy(name)));
        view.set("incidents", Views.list(monitoring.incidents(name)).path("items"));
        view.set("runs", Views.list(loopRuns.of(name), PipelineRoutes::view).path("items"));
        return ApiJson.reply(view);
    }

    private Reply changeLoop(Request request) {
        var name = endpoint(request).name();
        var policy = ApiJson.read(request, EndpointBody.LoopBody.class).over(settings.policy(name));
        db.write(tx -> {
            settings.store(tx, name, policy);
            return name;
        });
        return ApiJson.reply(ApiJson.tree(policy));
    }

    private record RetrainBody(String reason) {}

    private Reply retrain(Request request) {
        var reason =
                TrainRequest.required(ApiJson.read(request, RetrainBody.class).reason(), "reason");
        return ApiJson.reply(
                202,
                ApiJson.object().put("run_id", loop.retrain(endpoint(request).name(), reason)));
    }

    private record FreezeBody(String who, String why) {}

    private Reply freeze(Request request) {
        var body = ApiJson.read(request, FreezeBody.class);
        var name = endpoint(request).name();
        return ApiJson.reply(
                Views.of(
                        serving.releases()
                                .freeze(
                                        name,
                                        TrainRequest.required(body.who(), "who"),
                                        TrainRequest.required(body.why(), "why"))));
    }

    private record UnfreezeBody(String who) {}

    private Reply unfreeze(Request request) {
        var name = endpoint(request).name();
        var lifted =
                serving.releases()
                        .unfreeze(
                                name,
                                TrainRequest.required(
                                        ApiJson.read(request, UnfreezeBody.class).who(), "who"));
        if (lifted.isEmpty()) {
            throw RondoException.notFound("freeze.none", "no freeze holds for " + name)
                    .next("GET /api/v1/releases shows what waits for what");
        }
        return ApiJson.reply(Views.list(lifted));
    }
}
