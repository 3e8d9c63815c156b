package dev.rondo.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest extends BlobsContract {
    @TempDir Path folder;

    @Override
    Blobs openEmpty() {
        return Blobs.files(folder.resolve("blobs"));
    }
}
