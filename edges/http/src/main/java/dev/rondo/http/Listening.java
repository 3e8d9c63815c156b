package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Listens on one port with every event loop; connections are shared out among them. */
final class Listening {
    /**
     * Vert.x takes a negative port for one that the system chooses, the same for all servers with
     * this number: each call here has a number of its own.
     */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private Listening() {}

    /** Returns the port. */
    static int start(
            Vertx vertx,
            String host,
            int port,
            Handler<HttpServerRequest> requests,
            BiConsumer<HttpServerRequest, Throwable> refused)
            throws Exception {
        var options = HttpDefaults.server(host, port == 0 ? -CALLS.incrementAndGet() : port);
        var actual = new AtomicInteger();
        vertx.deployVerticle(
                        () ->
                                new VerticleBase() {
                                    @Override
                                    public Future<?> start() {
                                        return vertx.createHttpServer(options)
                                                .requestHandler(requests)
                                                .invalidRequestHandler(
                                                        request -> refuse(request, refused))
                                                .listen()
                                                .onSuccess(
                                                        server -> actual.set(server.actualPort()));
                                    }
                                },
                        new DeploymentOptions().setInstances(HttpDefaults.EVENT_LOOPS))
                .await();
        return actual.get();
    }

    /** The connection is of no further use: nobody knows where the next request begins. */
    private static void refuse(
            HttpServerRequest request, BiConsumer<HttpServerRequest, Throwable> refused) {
        request.response()
                .putHeader("Connection", "close")
                .endHandler(_ -> request.connection().close());
        refused.accept(request, reason(request));
    }

    /** Why a request could not be read. */
    private static RondoException reason(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return RondoException.limit("http.line_too_long", "the request's line is too long")
                    .next("send at most " + HttpDefaults.MAX_LINE + " bytes there");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return RondoException.limit("http.headers_too_long", "the headers are too long")
                    .next("send at most " + HttpDefaults.MAX_HEADERS + " bytes of them");
        }
        return RondoException.user("http.malformed", "the request is not HTTP")
                .next("send a request line, headers and a body");
    }
}
