package dev.rondo.wire.oip;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.QuickRoute;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.http.Route;
import dev.rondo.wire.shared.ErrorText;
import java.util.Map;

/**
 * The Open Inference Protocol.
 *
 * <pre>{@code
 * new OipRoutes(models, "0.1.0").addTo(http);
 * }</pre>
 */
public final class OipRoutes {
    private static final String MODEL = "/v2/models/:name";
    private static final String VERSION = "/v2/models/:name/versions/:version";

    private final InferRoute infer;
    private final ModelRoutes models;
    private final RepositoryRoutes repository;
    private final TritonRoutes triton;
    private final GrpcService grpc;
    private final ModelCatalogue catalogue;

    /**
     * Serves a catalogue.
     *
     * @param serverVersion told as the server's
     */
    public OipRoutes(ModelCatalogue catalogue, String serverVersion) {
        infer = new InferRoute(catalogue);
        models = new ModelRoutes(catalogue, serverVersion);
        repository = new RepositoryRoutes(catalogue);
        triton = new TritonRoutes(catalogue, infer);
        grpc = new GrpcService(catalogue, serverVersion);
        this.catalogue = catalogue;
    }

    /** Adds every call, and the protocol's shape of errors for all under {@code /v2}. */
    public void addTo(Http http) {
        http.errors("/v2", ErrorText::render);
        get(http, "/v2", models::server);
        get(http, "/v2/health/live", models::live);
        get(http, "/v2/health/ready", models::ready);
        get(http, "/v2/models", models::models);
        get(http, "/v2/models/stats", repository::allStatistics);
        for (var path : new String[] {MODEL, VERSION}) {
            get(http, path, models::model);
            get(http, path + "/ready", models::modelReady);
            get(http, path + "/config", models::config);
            get(http, path + "/stats", repository::statistics);
            http.quick(Method.POST, path + "/infer", infer);
        }
        http.route(Method.POST, "/v2/repository/index", repository::index);
        http.route(Method.POST, "/v2/repository/models/:name/load", repository::load);
        http.route(Method.POST, "/v2/repository/models/:name/unload", repository::unload);
        triton.addTo(http, MODEL, VERSION);
        grpc.addTo(http);
    }

    /** None of these waits for anything, unless a model has to be loaded for it. */
    private void get(Http http, String path, Route route) {
        http.quick(Method.GET, path, new Answered(catalogue, route));
    }

    private record Answered(ModelCatalogue models, Route route) implements QuickRoute {
        @Override
        public boolean immediate(Map<String, String> path) {
            var name = path.get("name");
            return name == null || models.loaded(name, path.get("version"));
        }

        @Override
        public Reply handle(Request request) throws Exception {
            return route.handle(request);
        }
    }
}
