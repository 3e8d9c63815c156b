package dev.rondo.tracking;

import dev.rondo.store.BlobContent;
import java.io.InputStream;
import java.time.Instant;

/**
 * An open file.
 *
 * @param path from the root of all artifacts
 * @param content to be read once; skipping in its stream costs nothing
 */
public record ArtifactContent(String path, BlobContent content) implements AutoCloseable {
    /** In bytes. */
    public long size() {
        return content.size();
    }

    public Instant storedAt() {
        return content.storedAt();
    }

    public InputStream stream() {
        return content.stream();
    }

    @Override
    public void close() {
        content.close();
    }
}
