package dev.rondo.http;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server may set.
 *
 * @param maxBody the largest body or gRPC message, in bytes, that is taken into memory, also after
 *     it has been decompressed
 * @param paths what lists the paths and their methods, for who asked for another
 * @param origins the origins whose pages a browser lets read the answers; {@code *} for any, none
 *     for no CORS at all
 * @param requestIds whether a request that has no {@code X-Request-Id} gets one
 * @param accessLog takes a line for each request; null for no log
 */
public record HttpOptions(
        int maxBody,
        String paths,
        List<String> origins,
        boolean requestIds,
        @Nullable PrintStream accessLog) {
    public static final HttpOptions STANDARD =
            new HttpOptions(32 << 20, "GET /api/v1/openapi.json");

    public HttpOptions {
        origins = List.copyOf(origins);
    }

    /** With nothing that has to be asked for. */
    public HttpOptions(int maxBody, String paths) {
        this(maxBody, paths, List.of(), false, null);
    }
}
