package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest extends BlobsContract {
    @TempDir Path folder;

    @Override
    Blobs openEmpty() {
        return Blobs.files(folder.resolve("blobs"));
    }

    @Test
    void whatAKilledUploadLeftGoesAfterADay() throws IOException {
        var uploads = folder.resolve("blobs").resolve("~uploads");
        var old = Files.createFile(uploads.resolve("old"));
        var running = Files.createFile(uploads.resolve("running"));
        age(old, Duration.ofHours(25));
        age(running, Duration.ofHours(23));

        Blobs.files(folder.resolve("blobs"));

        assertThat(uploads)
                .isDirectoryContaining(running::equals)
                .isDirectoryNotContaining(old::equals);
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void writersThatWantTheSamePathAsFileAndFolderAreToldSo() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var done =
                    Stream.of("a", "a/b", "a/b/c", "a")
                            .map(key -> threads.submit(() -> putAndDelete(key)))
                            .toList();
            for (var each : done) {
                each.get();
            }
        }
        blobs.deleteAll("a");
        assertThat(blobs.list("")).isEmpty();
    }

    private void putAndDelete(String key) {
        for (int i = 0; i < 300; i++) {
            try {
                blobs.put(key, new ByteArrayInputStream(new byte[1]));
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("blob.key_taken");
            }
            blobs.deleteAll("a");
        }
    }

    @Test
    void aLinkIsNoBlob() throws IOException {
        var outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("blobs/out"), outside);
        Files.createSymbolicLink(folder.resolve("blobs/file"), outside.resolve("secret"));

        for (var key : List.of("out", "out/secret", "out/new", "file")) {
            refused(() -> blobs.open(key));
            refused(() -> blobs.read(key));
            refused(() -> blobs.list(key));
            refused(() -> blobs.put(key, InputStream.nullInputStream()));
            refused(() -> blobs.delete(key));
            refused(() -> blobs.deleteAll(key));
            refused(() -> blobs.localCopy(key));
        }
        assertThat(blobs.list("")).isEmpty();
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.code()).isEqualTo("blob.link"));
    }

    private static void age(Path file, Duration age) throws IOException {
        var now = Files.getLastModifiedTime(file).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
    }
}
