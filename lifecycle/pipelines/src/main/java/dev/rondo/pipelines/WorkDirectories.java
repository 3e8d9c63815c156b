package dev.rondo.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tasks' directories, {@code ROOT/RUN/TASK}. */
final class WorkDirectories {
    private final Path root;

    WorkDirectories(Path root) {
        this.root = root;
    }

    Path create(String runId, String task) throws IOException {
        return Files.createDirectories(root.resolve(runId).resolve(task));
    }

    void delete(String runId, String task) {
        deleteTree(root.resolve(runId).resolve(task));
    }

    void deleteRun(String runId) {
        deleteTree(root.resolve(runId));
    }

    /** The runs that have a directory. */
    List<String> runs() {
        var runs = new ArrayList<String>();
        if (Files.isDirectory(root)) {
            try (var entries = Files.newDirectoryStream(root)) {
                entries.forEach(entry -> runs.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return runs;
    }

    private static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (var paths = Files.walk(top)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
