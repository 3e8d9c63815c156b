package dev.rondo.http;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
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

    private static final Map<String, Method> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Method::name, each -> each));

    /** Null for one that no route can have. */
    static @Nullable Method of(String name) {
        return BY_NAME.get(name);
    }
}
