package dev.rondo.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout lies. */
final class Repository {
    private Repository() {}

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "ARCHITECTURE.md is in no folder above the working directory");
            }
        }
        return folder;
    }
}
