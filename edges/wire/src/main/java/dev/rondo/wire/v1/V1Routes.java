package dev.rondo.wire.v1;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.wire.shared.ErrorText;

/**
 * TensorFlow Serving's REST and KServe's first protocol.
 *
 * <pre>{@code
 * new V1Routes(models).addTo(http);
 * }</pre>
 */
public final class V1Routes {
    private static final String MODEL = "/v1/models/:name";

    private final VerbRoute verbs;
    private final StatusRoutes status;

    public V1Routes(ModelCatalogue models) {
        verbs = new VerbRoute(models);
        status = new StatusRoutes(models);
    }

    /** Adds every call, and the shape of errors for all under {@code /v1}. */
    public void addTo(Http http) {
        http.errors("/v1", ErrorText::render);
        http.anyCase("v1");
        if (!http.routes().contains("GET /")) {
            http.route(Method.GET, "/", status::alive);
        }
        http.route(Method.GET, "/v1/models", status::names);
        for (var path :
                new String[] {MODEL, MODEL + "/versions/:version", MODEL + "/labels/:label"}) {
            http.quick(Method.POST, path, verbs);
            http.route(Method.GET, path, status::status);
            http.route(Method.GET, path + "/metadata", status::metadata);
        }
    }
}
