package dev.rondo.wire.scoring;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.wire.shared.ModelJson;

/**
 * What MLflow's scoring server, SageMaker and TorchServe ask of a container.
 *
 * <pre>{@code
 * new ScoringRoutes(models, "3.17.2").addTo(http);
 * }</pre>
 */
public final class ScoringRoutes {
    private final ModelCatalogue models;
    private final String mlflowVersion;

    /**
     * Serves a catalogue.
     *
     * @param mlflowVersion of the MLflow whose calls these are
     */
    public ScoringRoutes(ModelCatalogue models, String mlflowVersion) {
        this.models = models;
        this.mlflowVersion = mlflowVersion;
    }

    /** Adds every call, with the shape of errors of whose path it is. */
    public void addTo(Http http) {
        http.errors("/invocations", ScoringErrors::render);
        http.route(Method.POST, "/invocations", new Invocations(models, false));
        http.errors("/predictions/", ScoringErrors::renderForTorchServe);
        var invocations = new Invocations(models, true);
        http.route(Method.POST, "/predictions/:name", invocations);
        http.route(Method.POST, "/predictions/:name/:version", invocations);
        http.route(Method.GET, "/ping", this::ping);
        unlessTaken(http, "/health", "OK");
        unlessTaken(http, "/version", mlflowVersion);
    }

    /** The tracking server has these paths too, and answers them alike. */
    private static void unlessTaken(Http http, String path, String text) {
        if (!http.routes().contains("GET " + path)) {
            http.route(Method.GET, path, _ -> Reply.text("text/plain", text));
        }
    }

    private Reply ping(Request request) {
        boolean ready = models.ready();
        return ModelJson.object(
                ready ? 200 : 503,
                out -> out.writeStringField("status", ready ? "Healthy" : "Unhealthy"));
    }
}
