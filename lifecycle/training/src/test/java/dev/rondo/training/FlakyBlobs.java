package dev.rondo.training;

import dev.rondo.base.RondoException;
import dev.rondo.store.Blob;
import dev.rondo.store.BlobContent;
import dev.rondo.store.BlobEntry;
import dev.rondo.store.Blobs;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Blobs of which every first attempt to put a key fails, half of them after the file was stored.
 */
final class FlakyBlobs implements Blobs {
    private final Blobs blobs;
    private final Set<String> tried = new HashSet<>();

    FlakyBlobs(Blobs blobs) {
        this.blobs = blobs;
    }

    int failures() {
        return tried.size();
    }

    @Override
    public Blob put(String key, InputStream content) {
        if (tried.add(key)) {
            if (tried.size() % 2 == 0) {
                blobs.put(key, content);
            }
            throw RondoException.unavailable("test.cut_off", "the process died here");
        }
        return blobs.put(key, content);
    }

    @Override
    public InputStream open(String key) {
        return blobs.open(key);
    }

    @Override
    public BlobContent read(String key) {
        return blobs.read(key);
    }

    @Override
    public boolean exists(String key) {
        return blobs.exists(key);
    }

    @Override
    public void delete(String key) {
        blobs.delete(key);
    }

    @Override
    public void deleteAll(String key) {
        blobs.deleteAll(key);
    }

    @Override
    public List<BlobEntry> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public Path localCopy(String key) {
        return blobs.localCopy(key);
    }
}
