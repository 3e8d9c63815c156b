package dev.rondo.http;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;

/** Vert.x settings, with every limit in one place (rule 11.2). */
final class HttpDefaults {
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_HEADERS = 16 << 10;

    /** A hundred ids of runs in one query, and more, as the pages of MLflow send them. */
    private static final int MAX_LINE = 64 << 10;

    private HttpDefaults() {}

    static VertxOptions vertx() {
        return new VertxOptions()
                .setEventLoopPoolSize(Math.min(4, Runtime.getRuntime().availableProcessors()))
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
                .setTcpNoDelay(true)
                .setHandle100ContinueAutomatically(true);
    }
}
