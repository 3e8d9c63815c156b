package dev.rondo.inference;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The files of a model directory, none of them outside it. */
final class ModelFiles {
    static final int SMALL = 1 << 20;
    static final int MEDIUM = 64 << 20;
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_DEPTH = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final Path directory;

    /** Regular files by relative path with slashes. */
    private final SortedMap<String, Path> files;

    private ModelFiles(Path directory, SortedMap<String, Path> files) {
        this.directory = directory;
        this.files = files;
    }

    static ModelFiles open(Path directory) {
        if (!Files.isRegularFile(directory.resolve(ModelDirectory.MLMODEL))) {
            throw RondoException.notFound("model.not_a_directory", "there is no MLmodel file")
                    .at(directory.toString())
                    .next("name an MLflow model directory");
        }
        var files = new TreeMap<String, Path>();
        int entries = 0;
        try (var walk = Files.walk(directory, MAX_DEPTH)) {
            for (var path : (Iterable<Path>) walk::iterator) {
                if (++entries > MAX_ENTRIES) {
                    throw tooLarge(directory, "more than " + MAX_ENTRIES + " files and folders");
                }
                add(directory, path, files);
            }
        } catch (IOException e) {
            throw ModelDirectory.unavailable(directory, e);
        }
        return new ModelFiles(directory, files);
    }

    private static void add(Path directory, Path path, SortedMap<String, Path> files) {
        var name = directory.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            files.put(name, path);
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw ModelErrors.invalid("a link or device is no part of a model").at(name);
        } else if (directory.relativize(path).getNameCount() >= MAX_DEPTH) {
            throw tooLarge(directory, "folders deeper than " + MAX_DEPTH);
        }
    }

    private static RondoException tooLarge(Path directory, String what) {
        return RondoException.limit("model.too_many_files", "a model may not have " + what)
                .at(directory.toString());
    }

    /**
     * Reads one file of the directory itself.
     *
     * @param name as MLmodel says it
     * @throws RondoException that names the file, whatever the parser finds
     */
    <T> T read(String name, int limit, Function<byte[], T> parser) {
        var path = NAME.matcher(name).matches() ? files.get(name) : null;
        if (path == null) {
            var shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
            throw ModelErrors.invalid("there is no file \"" + shown + "\" in the model directory")
                    .at(ModelDirectory.MLMODEL);
        }
        try {
            return parser.apply(bytes(name, path, limit));
        } catch (IOException e) {
            throw ModelDirectory.unavailable(directory, e);
        } catch (RondoException e) {
            throw ModelErrors.within(name, e);
        }
    }

    private static byte[] bytes(String name, Path path, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw RondoException.limit(
                        "model.too_large", name + " may have " + limit + " bytes");
            }
            return bytes;
        }
    }

    String digest() {
        var digest = Digests.sha256();
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (var file : files.entrySet()) {
                sink.write(file.getKey().getBytes(StandardCharsets.UTF_8));
                sink.write(0);
                sink.write(ByteBuffer.allocate(8).putLong(Files.size(file.getValue())).array());
                Files.copy(file.getValue(), sink);
            }
        } catch (IOException e) {
            throw ModelDirectory.unavailable(directory, e);
        }
        return Digests.text(digest);
    }
}
