package dev.rondo.migrate;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A folder of MLflow's directory: of an experiment, a run, a model or a version. */
record Folder(Path path) {
    /** What a read of the disk does. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    Folder in(String name) {
        return new Folder(path.resolve(name));
    }

    /** The folders directly in this one, sorted by name; none if there is no such folder. */
    List<Folder> folders() {
        return list(Files::isDirectory).map(Folder::new).toList();
    }

    private Stream<Path> list(Predicate<Path> wanted) {
        if (!Files.isDirectory(path)) {
            return Stream.empty();
        }
        return attempt(() -> {
            try (var files = Files.list(path)) {
                return files.filter(wanted).sorted().toList().stream();
            }
        });
    }

    /** Its {@code meta.yaml}; empty if it has none. */
    Optional<Meta> meta() {
        var file = path.resolve("meta.yaml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var meta = Meta.parse(text(file));
            return meta.fields().isEmpty() ? Optional.empty() : Optional.of(meta);
        } catch (YamlEngineException e) {
            throw RondoException.user("import.meta", "the file is no YAML")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .next("mend it or take its folder away, then start the import again")
                    .causedBy(e);
        }
    }

    /** The files of a folder in this one, at any depth: the path of each is the key of a value. */
    Map<String, Path> files(String name) {
        var root = path.resolve(name);
        var files = new TreeMap<String, Path>();
        if (Files.isDirectory(root)) {
            attempt(() -> {
                try (var all = Files.walk(root)) {
                    all.filter(Files::isRegularFile)
                            .forEach(file ->
                                    files.put(
                                            root.relativize(file).toString().replace('\\', '/'),
                                            file));
                }
                return files;
            });
        }
        return files;
    }

    /** The contents of those files. */
    Map<String, String> texts(String name) {
        var texts = new TreeMap<String, String>();
        files(name).forEach((key, file) -> texts.put(key, text(file)));
        return texts;
    }

    static String text(Path file) {
        return attempt(() -> new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static <T> T attempt(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw RondoException.unavailable("import.file", "MLflow's directory cannot be read")
                    .because(e.toString())
                    .next("see that it may be read, then start the import again")
                    .causedBy(e);
        }
    }
}
