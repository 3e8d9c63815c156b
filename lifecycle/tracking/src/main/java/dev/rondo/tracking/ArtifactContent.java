package dev.rondo.tracking;

import dev.rondo.store.BlobContent;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open file.
 *
 * @param path from the root of all artifacts
 * @param content to be read once; skipping in its stream costs nothing
 * @param sha256 digest of the content, {@code sha256:} and 64 hexadecimal digits; null where it is
 *     not known
 */
public record ArtifactContent(String path, BlobContent content, @Nullable String sha256)
        implements AutoCloseable {
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
