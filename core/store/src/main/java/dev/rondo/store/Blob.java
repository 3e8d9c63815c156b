package dev.rondo.store;

/**
 * A stored blob.
 *
 * @param size in bytes
 * @param sha256 digest of the content, {@code sha256:} and 64 hexadecimal digits
 */
public record Blob(String key, long size, String sha256) {}
