package dev.rondo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Folders for what a benchmark writes: in {@code target/work}, on a disk, which /tmp may not be.
 */
final class WorkFolder {
    private static final Path ROOT = Path.of("target", "work").toAbsolutePath();

    private WorkFolder() {}

    static Path make(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(ROOT), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
