package dev.rondo.registry;

import dev.rondo.inference.ModelDirectory;
import dev.rondo.store.BlobNames;
import dev.rondo.store.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of models, under {@code models/DIGEST/}. The digest is that of the files, so storing a
 * model again changes nothing, and an upload that broke off is mended by the next.
 */
final class ModelBlobs {
    private final Blobs blobs;

    ModelBlobs(Blobs blobs) {
        this.blobs = blobs;
    }

    StoredModel store(Path directory) {
        var model = ModelDirectory.load(directory);
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                put(model.digest(), directory.relativize(file), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredModel(model.digest(), model.signature());
    }

    private void put(String digest, Path relative, Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var path = relative.toString().replace('\\', '/');
            blobs.put(folder(digest) + "/" + BlobNames.encode(path), content);
        }
    }

    Path directory(String digest) {
        return blobs.localCopy(folder(digest));
    }

    private static String folder(String digest) {
        return "models/" + digest.substring("sha256:".length());
    }
}
