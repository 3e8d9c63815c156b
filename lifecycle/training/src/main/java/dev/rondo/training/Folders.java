package dev.rondo.training;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whole folders of files. */
final class Folders {
    /** Work on a folder. */
    interface Work<T> {
        T in(Path folder) throws IOException;
    }

    private Folders() {}

    /** Lends an empty folder within another to some work. */
    static <T> T temporary(Path parent, Work<T> work) {
        try {
            Files.createDirectories(parent);
            var folder = Files.createTempDirectory(parent.toAbsolutePath(), "training-");
            try {
                return work.in(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw RondoException.unavailable(
                            "training.work_folder", "files of the training cannot be written")
                    .at(parent.toString())
                    .because(String.valueOf(e.getMessage()))
                    .next("make room on that disk, or let the server write there")
                    .causedBy(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
