package dev.rondo.data;

import dev.rondo.base.RondoException;
import dev.rondo.store.Blobs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tables as blobs under {@code datasets/NAME/DIGEST}. The key is the content's digest, so storing a
 * table again, after a crash or beside another writer, changes nothing; a blob that no version
 * names is seen by nobody.
 */
final class TableStore {
    private final Blobs blobs;

    TableStore(Blobs blobs) {
        this.blobs = blobs;
    }

    record Stored(String digest, String key, long bytes) {}

    Stored put(String dataset, Table table) {
        var file = temporary();
        try {
            var digest = write(table, file);
            var key = "datasets/" + dataset + "/" + digest.substring("sha256:".length());
            try (var content = Files.newInputStream(file)) {
                return new Stored(digest, key, blobs.put(key, content).size());
            }
        } catch (IOException e) {
            throw noSpace(e);
        } finally {
            delete(file);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("rondo-table", ".bin");
        } catch (IOException e) {
            throw noSpace(e);
        }
    }

    private static String write(Table table, Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return TableFile.write(table, out);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RondoException noSpace(IOException e) {
        return RondoException.unavailable(
                        "dataset.no_space", "the table cannot be written to a temporary file")
                .because(String.valueOf(e.getMessage()))
                .next("make room in the folder for temporary files, then try again")
                .causedBy(e);
    }

    Table get(DatasetVersion version, String key) {
        try (var file = new BufferedInputStream(blobs.open(key))) {
            return TableFile.read(file, version.digest());
        } catch (IOException | RuntimeException e) {
            throw RondoException.internal(
                            "dataset.damaged",
                            "version %d of dataset \"%s\" cannot be read"
                                    .formatted(version.version(), version.name()))
                    .at(key)
                    .because(String.valueOf(e.getMessage()))
                    .next("restore the file from a backup, or ingest the data again")
                    .causedBy(e);
        }
    }
}
