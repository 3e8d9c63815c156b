package dev.rondo.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * An open blob.
 *
 * @param size of the content, in bytes
 * @param storedAt when this version was put
 */
public record BlobContent(long size, Instant storedAt, InputStream stream)
        implements AutoCloseable {
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
