package dev.rondo.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;

/** Vert.x settings, with every limit in one place (rule 11.2). */
final class HttpDefaults {
    private static final int IDLE_SECONDS = 120;

    /** One for each processor, as many as quick answers are likely to need. */
    static final int EVENT_LOOPS = Math.min(4, Runtime.getRuntime().availableProcessors());

    static final int MAX_HEADERS = 16 << 10;

    /** A hundred ids of runs in one query, and more, as the pages of MLflow send them. */
    static final int MAX_LINE = 64 << 10;

    /** Bytes that a client may send before it has to be told to go on. */
    private static final int HTTP2_WINDOW = 1 << 20;

    private static final int MAX_STREAMS = 256;

    private HttpDefaults() {}

    /** Vert.x with these routes and methods in front of it. */
    static Vertx vertx(QuickRoutes routes, QuickCalls calls) {
        return Vertx.builder().with(options()).withTransport(new Doorway(routes, calls)).build();
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(4)
                .setFileSystemOptions(
                        new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
    }

    static HttpServerOptions server(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE)
                .setCompressionSupported(false)
                .setHttp2ClearTextEnabled(true)
                .setHttp2ConnectionWindowSize(HTTP2_WINDOW)
                .setInitialSettings(
                        new Http2Settings()
                                .setHeaderTableSize(0) // what GrpcDoor reads says all of itself
                                .setInitialWindowSize(HTTP2_WINDOW)
                                .setMaxConcurrentStreams(MAX_STREAMS)
                                .setMaxHeaderListSize(MAX_HEADERS + MAX_LINE))
                .setTcpNoDelay(true)
                .setHandle100ContinueAutomatically(true);
    }
}
