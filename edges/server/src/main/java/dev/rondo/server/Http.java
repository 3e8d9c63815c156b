package dev.rondo.server;

import dev.rondo.base.RondoException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The binding between Vert.x and our blocking routes: it reads the body on the event loop within a
 * stated limit, runs the route on a virtual thread and writes the reply. Routes never see Vert.x.
 */
final class Http implements AutoCloseable {
    /** Largest body that a route takes into memory. */
    static final int MAX_BODY = 32 << 20;

    /** Largest body of an upload route, which is a stream. */
    static final long MAX_UPLOAD = 2L << 30;

    /** Requests at work at once; more are answered 503. */
    static final int MAX_CONCURRENT = 512;

    private final Vertx vertx;
    private final RouteTable<Handler> table = new RouteTable<>();
    private final List<String> routes = new ArrayList<>();
    private final Semaphore slots = new Semaphore(MAX_CONCURRENT);
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean draining;

    /** A blocking route. */
    interface Route {
        Reply handle(Request request) throws Exception;
    }

    /** What the event loop does with a request that has a route. */
    private interface Handler {
        void handle(HttpServerRequest request, Map<String, String> path);
    }

    Http() {
        this.vertx = Vertx.vertx(HttpDefaults.vertx());
    }

    void route(HttpMethod method, String path, Route route) {
        routes.add(described(method, path));
        table.add(method, path, (request, values) -> readBody(request, values, route));
    }

    /** A route that reads its body as a stream. */
    void upload(HttpMethod method, String path, Route route) {
        routes.add(described(method, path));
        table.add(method, path, (request, values) -> readUpload(request, values, route));
    }

    /** Method and path of every route, parameters in braces. */
    List<String> routes() {
        return List.copyOf(routes);
    }

    private static String described(HttpMethod method, String path) {
        return method.name() + " " + path.replaceAll(":(\\w+)", "{$1}");
    }

    /**
     * Listens.
     *
     * @return the port, chosen by the system where 0 was asked for
     * @throws RondoException of kind UNAVAILABLE when the port is taken
     */
    int listen(String host, int port) {
        try {
            var server = vertx.createHttpServer(HttpDefaults.server(host, port));
            return server.requestHandler(this::dispatch).listen().await().actualPort();
        } catch (Exception e) {
            // Vert.x throws what the socket threw, checked or not.
            throw RondoException.unavailable(
                            "server.port_taken",
                            "cannot listen on " + host + ":" + port + " (" + rootMessage(e) + ")")
                    .next("choose another with --port, or 0 for any free one")
                    .causedBy(e);
        }
    }

    /** Refuses new requests and waits until those at work are answered, ten seconds at most. */
    @Override
    public void close() {
        draining = true;
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (running.get() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        vertx.close().await();
    }

    private void dispatch(HttpServerRequest request) {
        var path = request.path();
        switch (table.find(request.method(), path == null ? "" : path)) {
            case RouteTable.Found.Route<Handler> found ->
                    found.route().handle(request, found.parameters());
            case RouteTable.Found.NoSuchPath<Handler> _ ->
                    send(request, ErrorReplies.of(noRoute()));
            case RouteTable.Found.WrongMethod<Handler> _ ->
                    send(request, new Reply.Whole(405, Reply.JSON, wrongMethod(request)));
            case RouteTable.Found.Malformed<Handler> _ ->
                    send(request, ErrorReplies.of(malformed()));
        }
    }

    private void readBody(HttpServerRequest request, Map<String, String> path, Route route) {
        if (declaredLength(request) > MAX_BODY) {
            send(request, ErrorReplies.of(tooLarge(MAX_BODY)));
            return;
        }
        var body = new WholeBody(MAX_BODY);
        request.handler(piece -> {
            if (body.add(piece)) {
                send(request, ErrorReplies.of(tooLarge(MAX_BODY)));
            }
        });
        request.endHandler(end -> {
            if (!body.refused()) {
                run(request, path, route, body.bytes(), null);
            }
        });
    }

    private void readUpload(HttpServerRequest request, Map<String, String> path, Route route) {
        if (declaredLength(request) > MAX_UPLOAD) {
            send(request, ErrorReplies.of(tooLarge(MAX_UPLOAD)));
            return;
        }
        var upload = new BodyStream(request, vertx.getOrCreateContext(), MAX_UPLOAD);
        run(request, path, route, new byte[0], upload);
    }

    private void run(
            HttpServerRequest request,
            Map<String, String> path,
            Route route,
            byte[] body,
            @Nullable BodyStream upload) {
        if (draining || !slots.tryAcquire()) {
            refuse(request);
            if (upload != null) {
                upload.discard();
            }
            return;
        }
        running.incrementAndGet();
        Thread.startVirtualThread(() -> {
            try {
                send(request, answer(request, path, route, body, upload));
            } finally {
                if (upload != null) {
                    upload.discard();
                }
                running.decrementAndGet();
                slots.release();
            }
        });
    }

    private void refuse(HttpServerRequest request) {
        var reason = draining ? "the server is stopping" : "too many requests are at work";
        send(
                request,
                ErrorReplies.of(
                        RondoException.unavailable("server.busy", reason)
                                .next("try again in a moment")));
    }

    private static Reply answer(
            HttpServerRequest request,
            Map<String, String> path,
            Route route,
            byte[] body,
            @Nullable BodyStream upload) {
        try {
            var headers = request.headers();
            return route.handle(
                    new Request(
                            path,
                            firstValues(request),
                            headers::get,
                            body,
                            Optional.ofNullable(upload)));
        } catch (Exception | StackOverflowError e) {
            return ErrorReplies.of(e);
        }
    }

    private static void send(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (reply) {
            case Reply.Whole whole -> {
                response.setStatusCode(whole.status())
                        .putHeader("Content-Type", whole.contentType());
                if (whole.status() == 413) {
                    response.putHeader("Connection", "close");
                } else if (whole.status() == 503) {
                    response.putHeader("Retry-After", "1");
                }
                var _ = response.end(Buffer.buffer(whole.body()));
            }
            case Reply.Streamed streamed -> {
                response.setChunked(true).putHeader("Content-Type", streamed.contentType());
                try (var out = new ResponseStream(response)) {
                    streamed.writer().write(out);
                } catch (IOException e) {
                    request.connection().close();
                }
            }
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        var text = request.getHeader("Content-Length");
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Map<String, String> firstValues(HttpServerRequest request) {
        if (request.query() == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, String>();
        try {
            for (var parameter : request.params()) {
                values.putIfAbsent(parameter.getKey(), parameter.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw malformed().causedBy(e);
        }
        return values;
    }

    static RondoException tooLarge(long limit) {
        return RondoException.limit("http.too_large", "the body is larger than " + limit + " bytes")
                .next("send less at once");
    }

    private static RondoException noRoute() {
        return RondoException.notFound("http.no_such_path", "there is nothing at this path")
                .next("GET /api/v1/openapi.json lists every path");
    }

    private static RondoException malformed() {
        return RondoException.user("http.malformed", "the request's path or query cannot be read")
                .next("check its percent-encoding");
    }

    private static byte[] wrongMethod(HttpServerRequest request) {
        var error = ApiJson.object();
        error.put("kind", "USER");
        error.put("code", "http.wrong_method");
        error.put(
                "message",
                "this path does not take "
                        + request.method().name()
                        + "; GET /api/v1/openapi.json lists its methods");
        return ApiJson.bytes(ApiJson.object().set("error", error));
    }

    private static String rootMessage(Throwable e) {
        var root = e;
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
