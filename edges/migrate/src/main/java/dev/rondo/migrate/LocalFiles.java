package dev.rondo.migrate;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files in a folder of this machine.
 *
 * @param root null if there are none; a folder that is missing has none either
 */
record LocalFiles(@Nullable Path root) implements SourceFiles {
    @Override
    public List<Entry> list(String folder) {
        var entries = new ArrayList<Entry>();
        if (root == null || !Files.isDirectory(root.resolve(folder))) {
            return entries;
        }
        try (var files = Files.list(root.resolve(folder))) {
            for (var file : files.sorted().toList()) {
                var path = root.relativize(file).toString().replace('\\', '/');
                entries.add(new Entry(path, Files.isDirectory(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    @Override
    public InputStream open(String path) {
        var file = Objects.requireNonNull(root).resolve(path);
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw RondoException.unavailable("import.file", "a file cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .next("see that it is there and may be read, then start the import again")
                    .causedBy(e);
        }
    }
}
