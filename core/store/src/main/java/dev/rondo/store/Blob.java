package dev.rondo.store;

import java.time.Instant;

/**
 * A stored blob.
 *
 * @param size in bytes
 * @param sha256 digest of the content, {@code sha256:} and 64 hexadecimal digits
 * @param storedAt when this version was put, as {@link BlobContent#storedAt} tells it
 */
public record Blob(String key, long size, String sha256, Instant storedAt) {}
