package dev.rondo.http;

/**
 * What a server may set.
 *
 * @param maxBody the largest body or gRPC message, in bytes, that is taken into memory, also after
 *     it has been decompressed
 * @param paths what lists the paths and their methods, for who asked for another
 */
public record HttpOptions(int maxBody, String paths) {
    public static final HttpOptions STANDARD =
            new HttpOptions(32 << 20, "GET /api/v1/openapi.json");
}
