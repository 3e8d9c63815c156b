package dev.rondo.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request that Vert.x has read: its route is found, its body taken within a
 * stated limit, and the route asked, on a virtual thread unless it answers at once.
 */
final class Dispatch {
    private final RouteTable<Mounted> table;
    private final Grpc grpc;
    private final ErrorShapes errors;
    private final int maxBody;
    private final String paths;
    private final Courtesies courtesies;
    private final @Nullable AccessLog log;
    private final Work work;
    private final Memory memory;

    Dispatch(
            RouteTable<Mounted> table,
            Grpc grpc,
            ErrorShapes errors,
            HttpOptions options,
            Courtesies courtesies,
            @Nullable AccessLog log,
            Work work,
            Memory memory) {
        this.table = table;
        this.grpc = grpc;
        this.errors = errors;
        this.maxBody = options.maxBody();
        this.paths = options.paths();
        this.courtesies = courtesies;
        this.log = log;
        this.work = work;
        this.memory = memory;
    }

    /** To be called on the event loop, before anything of the request's body is read. */
    void begin(HttpServerRequest request) {
        Request.Headers headers = request.headers()::get;
        var caller = courtesies.caller(headers);
        courtesies.told(caller, headers).forEach(request.response()::putHeader);
        if (log != null) {
            log.follow(request, caller);
        }
        var preflight = courtesies.cors().preflight(request.method().name(), headers);
        if (preflight != null) {
            preflight.forEach(request.response()::putHeader);
            var _ = request.response().setStatusCode(204).end();
        } else if (Grpc.speaks(request)) {
            grpc.handle(request, caller);
        } else {
            find(request, caller);
        }
    }

    /** Answers what could not be read as a request. */
    void refuse(HttpServerRequest request, Throwable failure) {
        fail(request, failure);
        if (log != null) {
            log.refused(request);
        }
    }

    private void find(HttpServerRequest request, Caller caller) {
        var path = request.path();
        switch (table.find(Method.of(request.method().name()), path == null ? "" : path)) {
            case RouteTable.Found.Route<Mounted> found -> {
                var route = found.route().route();
                if (found.route().upload()) {
                    readUpload(request, caller, found.parameters(), route);
                } else {
                    readBody(request, caller, found.parameters(), route);
                }
            }
            case RouteTable.Found.NoSuchPath<Mounted> _ -> fail(request, HttpErrors.noRoute(paths));
            case RouteTable.Found.WrongMethod<Mounted> _ ->
                    fail(request, HttpErrors.wrongMethod(request, paths));
            case RouteTable.Found.Malformed<Mounted> _ -> fail(request, HttpErrors.malformed());
        }
    }

    private void fail(HttpServerRequest request, Throwable failure) {
        Replies.send(request, errors.of(request.path()).render(failure));
    }

    private void readBody(
            HttpServerRequest request, Caller caller, Map<String, String> path, Route route) {
        if (declaredLength(request) > maxBody) {
            fail(request, HttpErrors.tooLarge(maxBody));
            return;
        }
        var share = memory.share();
        var body = new WholeBody(maxBody, share);
        request.handler(piece -> {
            var refusal = body.add(piece);
            if (refusal != null) {
                fail(request, refusal);
            }
        });
        request.exceptionHandler(_ -> share.close());
        request.endHandler(end -> {
            if (!body.refused()) {
                run(new Call(request, caller, path, route, body.bytes(), null, share));
            }
        });
    }

    private void readUpload(
            HttpServerRequest request, Caller caller, Map<String, String> path, Route route) {
        if (declaredLength(request) > Http.MAX_UPLOAD) {
            fail(request, HttpErrors.tooLarge(Http.MAX_UPLOAD));
            return;
        }
        var upload = new BodyStream(request, Vertx.currentContext(), Http.MAX_UPLOAD);
        run(new Call(request, caller, path, route, new byte[0], upload, memory.share()));
    }

    private static long declaredLength(HttpServerRequest request) {
        var text = request.getHeader("Content-Length");
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void run(Call call) {
        if (call.immediate() && !work.draining()) {
            answerAll(call);
        } else if (!work.start(() -> answerAll(call))) {
            fail(call.request(), work.refusal());
            call.done();
        }
    }

    private void answerAll(Call call) {
        try {
            Replies.send(call.request(), answer(call));
        } finally {
            call.done();
        }
    }

    private Reply answer(Call call) {
        try {
            call.caller().checkTime();
            var request = call.read(maxBody);
            return call.caller().call(() -> call.route().handle(request));
        } catch (Exception | StackOverflowError e) {
            return errors.of(call.request().path()).render(e);
        }
    }
}
