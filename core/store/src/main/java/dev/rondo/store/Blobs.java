package dev.rondo.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Files by key. A key is segments joined by {@code /}, at most 900 characters in all; a segment is
 * 1 to 200 of letters, digits and {@code _ . @ + = -}, and not {@code .} or {@code ..}. Any other
 * key is a USER error {@code blob.key}; a key without a blob is NOT_FOUND {@code blob.not_found}. A
 * key that is a blob cannot be a folder too: CONFLICT {@code blob.key_taken}. {@link BlobNames}
 * makes keys of names that people choose.
 */
public interface Blobs {
    /** Blobs as files under a folder, which is made if needed. */
    static Blobs files(Path root) {
        return new FileBlobs(root);
    }

    /**
     * Stores the content, replacing an earlier blob of the key. It is durable when this returns;
     * until then, and if the upload fails half-way, nothing of it can be seen. The stream is read
     * to its end and left open.
     */
    Blob put(String key, InputStream content);

    /** Opens the content. An earlier version stays readable through a stream that is open. */
    InputStream open(String key);

    /**
     * Opens the content with its size, both of the same version; skipping in the stream costs
     * nothing. To be closed.
     */
    BlobContent read(String key);

    boolean exists(String key);

    /** Removes the blob; nothing happens if there is none. */
    void delete(String key);

    /** Removes the blob of a key and all blobs under it; nothing happens if there are none. */
    void deleteAll(String key);

    /**
     * The blobs and folders directly under a prefix, sorted by name; empty if there are none.
     *
     * @param prefix a key, or "" for the root
     */
    List<BlobEntry> list(String prefix);

    /**
     * A local file with the blob's content, or for the key of a folder a local folder with its
     * blobs; to be read only. For blobs kept as files it is the file itself.
     */
    Path localCopy(String key);
}
