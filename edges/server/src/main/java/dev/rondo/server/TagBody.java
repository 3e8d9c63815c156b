package dev.rondo.server;

import dev.rondo.http.Request;
import org.jspecify.annotations.Nullable;

/** The body with which a tag is set. */
record TagBody(@Nullable String value) {
    static String read(Request request) {
        return TrainRequest.required(ApiJson.read(request, TagBody.class).value(), "value");
    }
}
