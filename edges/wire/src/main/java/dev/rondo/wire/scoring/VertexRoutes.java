package dev.rondo.wire.scoring;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.wire.shared.ModelJson;
import java.util.Map;
import java.util.Optional;

/**
 * What Vertex AI asks of a container, which it tells by environment variables.
 *
 * @param port {@code AIP_HTTP_PORT}
 * @param healthRoute {@code AIP_HEALTH_ROUTE}
 * @param predictRoute {@code AIP_PREDICT_ROUTE}: {@code {"instances": …}} is answered with {@code
 *     {"predictions": …}}
 */
public record VertexRoutes(int port, String healthRoute, String predictRoute) {
    /** The contract, where the environment has one. */
    public static Optional<VertexRoutes> of(Map<String, String> environment) {
        var health = environment.get("AIP_HEALTH_ROUTE");
        var predict = environment.get("AIP_PREDICT_ROUTE");
        if (health == null || predict == null) {
            return Optional.empty();
        }
        return Optional.of(
                new VertexRoutes(ContainerPort.of(environment, "AIP_HTTP_PORT"), health, predict));
    }

    /** Adds both routes, unless another protocol has one of them already. */
    public void addTo(Http http, ModelCatalogue models) {
        if (!http.routes().contains("GET " + healthRoute)) {
            http.route(
                    Method.GET,
                    healthRoute,
                    _ ->
                            ModelJson.object(
                                    models.ready() ? 200 : 503,
                                    out -> out.writeBooleanField("ready", models.ready())));
        }
        if (!http.routes().contains("POST " + predictRoute)) {
            http.errors(predictRoute, ScoringErrors::render);
            http.route(Method.POST, predictRoute, new Invocations(models, true));
        }
    }
}
