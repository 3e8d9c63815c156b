package dev.rondo.http;

import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** The methods that a route may have. */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS;

    /** Null for one that no route can have. */
    static @Nullable Method of(HttpMethod method) {
        for (var each : values()) {
            if (each.name().equals(method.name())) {
                return each;
            }
        }
        return null;
    }
}
