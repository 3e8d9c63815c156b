package dev.rondo.server;

import dev.rondo.base.RondoException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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
    private final Router router;
    private final List<String> routes = new ArrayList<>();
    private final Semaphore slots = new Semaphore(MAX_CONCURRENT);
    private final AtomicInteger running = new AtomicInteger();
    private HttpServer server;
    private volatile boolean draining;

    /** A blocking route. */
    interface Route {
        Reply handle(Request request) throws Exception;
    }

    Http() {
        this.vertx = Vertx.vertx(HttpDefaults.vertx());
        this.router = Router.router(vertx);
        this.server = vertx.createHttpServer(new HttpServerOptions());
        router.errorHandler(404, context -> send(context.request(), ErrorReplies.of(noRoute())));
        router.errorHandler(
                405,
                context ->
                        send(
                                context.request(),
                                new Reply.Whole(405, Reply.JSON, wrongMethod(context.request()))));
        router.errorHandler(
                400,
                context ->
                        send(
                                context.request(),
                                ErrorReplies.of(
                                        RondoException.user(
                                                        "http.malformed",
                                                        "the request's path cannot be read")
                                                .next("check its percent-encoding"))));
    }

    void route(HttpMethod method, String path, Route route) {
        routes.add(described(method, path));
        router.route(method, path).handler(context -> readBody(context, route));
    }

    /** A route that reads its body as a stream. */
    void upload(HttpMethod method, String path, Route route) {
        routes.add(described(method, path));
        router.route(method, path).handler(context -> readUpload(context, route));
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
            server.close().await();
            server = vertx.createHttpServer(HttpDefaults.server(host, port)).requestHandler(router);
            return server.listen().await().actualPort();
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

    private void readBody(RoutingContext context, Route route) {
        var request = context.request();
        if (declaredLength(request) > MAX_BODY) {
            send(request, ErrorReplies.of(tooLarge(MAX_BODY)));
            return;
        }
        var body = Buffer.buffer();
        var refused = new boolean[1];
        request.handler(piece -> {
            if (refused[0]) {
                return;
            }
            if (body.length() + (long) piece.length() > MAX_BODY) {
                refused[0] = true;
                send(request, ErrorReplies.of(tooLarge(MAX_BODY)));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            if (!refused[0]) {
                run(context, route, body.getBytes(), null);
            }
        });
    }

    private void readUpload(RoutingContext context, Route route) {
        var request = context.request();
        if (declaredLength(request) > MAX_UPLOAD) {
            send(request, ErrorReplies.of(tooLarge(MAX_UPLOAD)));
            return;
        }
        run(
                context,
                route,
                new byte[0],
                new BodyStream(request, vertx.getOrCreateContext(), MAX_UPLOAD));
    }

    private void run(
            RoutingContext context, Route route, byte[] body, @Nullable BodyStream upload) {
        var request = context.request();
        if (draining || !slots.tryAcquire()) {
            refuse(request);
            return;
        }
        running.incrementAndGet();
        var input =
                new Request(
                        Map.copyOf(context.pathParams()),
                        firstValues(request),
                        headers(request),
                        body,
                        Optional.ofNullable(upload));
        Thread.ofVirtual()
                .name("route")
                .start(() -> {
                    try {
                        send(request, answer(route, input));
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

    private static Reply answer(Route route, Request input) {
        try {
            return route.handle(input);
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
        var values = new LinkedHashMap<String, String>();
        for (var parameter : request.params()) {
            values.putIfAbsent(parameter.getKey(), parameter.getValue());
        }
        return values;
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var values = new LinkedHashMap<String, String>();
        for (var header : request.headers()) {
            values.putIfAbsent(
                    header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue());
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
