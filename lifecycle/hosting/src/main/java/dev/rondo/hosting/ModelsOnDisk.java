package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where models lie on disk: one model (a file, an MLflow model directory, a folder with one model
 * file, or a folder of its numbered versions), or a repository {@code NAME/VERSION/file} as Triton
 * and TensorFlow Serving lay it out, where {@code NAME/file} is version 1.
 *
 * @param single the name of the only model; null for a repository
 */
record ModelsOnDisk(Path path, @Nullable String single) implements ModelSource {
    /** So that a mistaken path, such as a home directory, is not walked for ever. */
    static final int MAX_MODELS = 10_000;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ @+-]{0,199}");

    /** As {@link ModelSource#at}. */
    static ModelsOnDisk at(Path path, @Nullable String name) {
        if (!Files.exists(path)) {
            throw RondoException.notFound("model.no_such_path", "there is nothing at " + path)
                    .next("give a model file, an MLflow model directory or a model repository");
        }
        if (name != null) {
            checkName(name);
        }
        var root = path.toAbsolutePath().normalize();
        if (Files.isRegularFile(root)
                || ModelFolder.holdsModel(root)
                || !versions(root).isEmpty()) {
            return new ModelsOnDisk(root, name == null ? nameOf(root) : name);
        }
        if (name != null) {
            return oneOf(root, name);
        }
        var repository = new ModelsOnDisk(root, null);
        if (repository.scan().isEmpty() && !isEmpty(root)) {
            throw RondoException.user("model.no_model", "there is no model in " + path)
                    .because("a repository holds NAME/VERSION/file, such as churn/1/model.json")
                    .next("give a model file, an MLflow model directory or a model repository");
        }
        return repository;
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RondoException.user("model.name", "the name cannot be used in a path")
                    .next("use letters, digits, dots, dashes and underscores");
        }
    }

    private static ModelsOnDisk oneOf(Path repository, String name) {
        var folder = repository.resolve(name);
        if (!Files.isDirectory(folder)
                || (!ModelFolder.holdsModel(folder) && versions(folder).isEmpty())) {
            throw RondoException.notFound("model.unknown", "the repository has no such model")
                    .at(repository.toString())
                    .next("leave --name out to serve all its models");
        }
        return new ModelsOnDisk(folder, name);
    }

    /** A file's name without its ending; {@code model} where that says nothing. */
    private static String nameOf(Path path) {
        var file = String.valueOf(path.getFileName());
        int dot = file.lastIndexOf('.');
        var name = Files.isRegularFile(path) && dot > 0 ? file.substring(0, dot) : file;
        return NAME.matcher(name).matches() ? name : "model";
    }

    @Override
    public SortedMap<String, SortedMap<Long, ModelFile>> scan() {
        var found = new TreeMap<String, SortedMap<Long, ModelFile>>();
        if (single != null) {
            found.put(single, model(single, path));
            return found;
        }
        for (var folder : folders(path)) {
            var name = String.valueOf(folder.getFileName());
            if (NAME.matcher(name).matches()) {
                var versions = model(name, folder);
                if (!versions.isEmpty()) {
                    found.put(name, versions);
                }
            }
        }
        return found;
    }

    /** The versions of one model; none where there is no model. */
    static SortedMap<Long, ModelFile> model(String name, Path path) {
        var versions = new TreeMap<Long, ModelFile>();
        if (Files.isDirectory(path) && !ModelFolder.isMlflow(path)) {
            for (var folder : versions(path)) {
                long number = Long.parseLong(String.valueOf(folder.getFileName()));
                versions.put(number, ModelFile.of(name, number, folder));
            }
        }
        boolean direct = Files.isRegularFile(path) || ModelFolder.holdsModel(path);
        if (versions.isEmpty() && direct) {
            versions.put(1L, ModelFile.of(name, 1, path));
        }
        return versions;
    }

    private static List<Path> versions(Path folder) {
        return folders(folder).stream()
                .filter(each -> NUMBER.matcher(String.valueOf(each.getFileName())).matches())
                .toList();
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var folders = new ArrayList<Path>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isDirectory).limit(MAX_MODELS).forEach(folders::add);
        } catch (IOException e) {
            throw RondoException.unavailable("model.unreadable", "the folder cannot be read")
                    .at(folder.toString())
                    .next("let this user read it")
                    .causedBy(e);
        }
        return folders;
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
