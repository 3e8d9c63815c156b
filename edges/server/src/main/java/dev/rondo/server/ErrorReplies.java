package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.http.Failures;
import dev.rondo.http.Reply;
import org.jspecify.annotations.Nullable;

/** Renders an error in the shape of our own REST (rule 11.1). */
final class ErrorReplies {
    private ErrorReplies() {}

    static Reply of(Throwable failure) {
        var known = Failures.told(failure);
        return new Reply.Whole(status(known), Reply.JSON, body(known));
    }

    private static int status(RondoException failure) {
        return switch (failure.code()) {
            case "http.wrong_method" -> 405;
            case "http.line_too_long" -> 414;
            case "http.headers_too_long" -> 431;
            case "http.timeout" -> 504;
            default ->
                    switch (failure.kind()) {
                        case USER -> 400;
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case LIMIT -> 413;
                        case UNAVAILABLE -> 503;
                        case INTERNAL -> 500;
                    };
        };
    }

    private static byte[] body(RondoException e) {
        var error = ApiJson.object();
        error.put("kind", e.kind().name());
        error.put("code", e.code());
        error.put("message", e.getMessage());
        error.put("what", e.what());
        putIfPresent(error, "where", e.where());
        putIfPresent(error, "why", e.why());
        putIfPresent(error, "next", e.nextStep());
        var body = ApiJson.object();
        body.set("error", error);
        return ApiJson.bytes(body);
    }

    private static void putIfPresent(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
