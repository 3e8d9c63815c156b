package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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

    private static void age(Path file, Duration age) throws IOException {
        var now = Files.getLastModifiedTime(file).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
    }
}
