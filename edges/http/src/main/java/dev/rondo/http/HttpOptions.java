package dev.rondo.http;

/**
 * What a server may set.
 *
 * @param maxBody the largest body or gRPC message, in bytes, that is taken into memory, also after
 *     it has been decompressed
 */
public record HttpOptions(int maxBody) {
    public static final HttpOptions STANDARD = new HttpOptions(32 << 20);
}
