package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts calls under each of some prefixes, such as {@code /api} and {@code /ajax-api}. */
final class Rpcs {
    private static final byte[] NOTHING = Answer.object(out -> {});

    private final Http http;
    private final List<String> prefixes;

    Rpcs(Http http, String... prefixes) {
        this.http = http;
        this.prefixes = List.of(prefixes);
    }

    /** Answers a call whose body is read as a stream; the answer is empty. */
    @FunctionalInterface
    interface BodyCall {
        void answer(byte[] body);
    }

    /** A call with its fields in the query; old clients send a body instead. */
    void get(String path, Call call) {
        route(
                Method.GET,
                path,
                request ->
                        answer(
                                call,
                                request.query().isEmpty()
                                        ? Fields.of(request.body(), request.path())
                                        : Fields.of(request.query(), request.path())));
    }

    void post(String path, Call call) {
        route(
                Method.POST,
                path,
                request -> {
                    requireJson(request);
                    return answer(call, Fields.of(request.body(), request.path()));
                });
    }

    void postBody(String path, BodyCall call) {
        route(
                Method.POST,
                path,
                request -> {
                    requireJson(request);
                    call.answer(request.body());
                    return new Reply.Whole(200, Reply.JSON, NOTHING);
                });
    }

    /** The clients send these with a body; nobody looks at its content type. */
    void patch(String path, Call call) {
        route(
                Method.PATCH,
                path,
                request -> answer(call, Fields.of(request.body(), request.path())));
    }

    void delete(String path, Call call) {
        route(
                Method.DELETE,
                path,
                request -> answer(call, Fields.of(request.body(), request.path())));
    }

    void route(Method method, String path, Route route) {
        for (var prefix : prefixes) {
            http.route(method, prefix + path, route);
        }
    }

    /** A route that reads its body as a stream of any length. */
    void upload(String path, Route route) {
        for (var prefix : prefixes) {
            http.upload(Method.PUT, prefix + path, route);
        }
    }

    private static Reply answer(Call call, Fields in) {
        return new Reply.Whole(200, Reply.JSON, Answer.object(out -> call.answer(in, out)));
    }

    private static void requireJson(Request request) {
        var reason = wrongType(request.headers().get("Content-Type"));
        if (reason != null) {
            throw RondoException.user("mlflow.content_type", "Bad Request. Content-Type " + reason);
        }
    }

    private static @Nullable String wrongType(@Nullable String header) {
        if (header == null) {
            return "header is missing.";
        }
        int parameters = header.indexOf(';');
        var type = parameters < 0 ? header : header.substring(0, parameters);
        return type.strip().equals(Reply.JSON) ? null : "must be one of ['application/json'].";
    }
}
