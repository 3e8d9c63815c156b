package dev.rondo.hosting;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of a model's files. Of a file it is what {@code sha256sum} says of it, and so it is
 * of a folder with one file. Of any other folder it is that of the lines that {@code sha256sum}
 * says of its files, named from the folder on, in the order of their names' bytes. Files whose
 * name, or folder, begins with a dot do not count, nor do Python's caches.
 */
final class FileDigest {
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 20;

    private FileDigest() {}

    /**
     * {@code sha256:} and 64 hexadecimal digits.
     *
     * @throws RondoException of kind LIMIT for a folder of more files than can be a model
     */
    static String of(Path path) throws IOException {
        var files = files(path);
        if (files.size() == 1) {
            return Digests.text(read(files.getFirst()));
        }
        var digest = Digests.sha256();
        for (var file : files) {
            var line = hex(read(file)) + "  " + name(path, file) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Digests.text(digest);
    }

    private static List<Path> files(Path path) throws IOException {
        try (var walk = Files.walk(path, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            var files =
                    walk.filter(Files::isRegularFile)
                            .filter(file -> counts(path.relativize(file)))
                            .limit(MAX_FILES + 1L)
                            .sorted((a, b) ->
                                    Arrays.compareUnsigned(bytes(path, a), bytes(path, b)))
                            .toList();
            if (files.size() > MAX_FILES) {
                throw RondoException.limit("model.too_many_files", "the folder has too many files")
                        .at(path.toString())
                        .because("a model that is recorded may have " + MAX_FILES);
            }
            return files;
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    private static boolean counts(Path relative) {
        for (var part : relative) {
            var name = part.toString();
            if (name.startsWith(".") || name.equals("__pycache__")) {
                return false;
            }
        }
        return true;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static byte[] bytes(Path folder, Path file) {
        return name(folder, file).getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(MessageDigest finished) {
        return HexFormat.of().formatHex(finished.digest());
    }

    private static MessageDigest read(Path file) throws IOException {
        var digest = Digests.sha256();
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return digest;
    }
}
