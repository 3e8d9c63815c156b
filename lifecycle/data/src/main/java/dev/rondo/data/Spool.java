package dev.rondo.data;

import dev.rondo.base.RondoException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An upload in a temporary file, its encoding and size checked on the way, so that it can be read
 * twice: once to find the columns' types, once for the values. Its end is marked by a line that no
 * file can contain: a reader that does not meet it was swallowed by an open quote.
 */
final class Spool implements AutoCloseable {
    static final String END = "\0end";

    private final Path file;

    private Spool(Path file) {
        this.file = file;
    }

    static Spool of(InputStream content, String source, Limits limits) {
        var spool = new Spool(create());
        try {
            spool.fill(content, source, limits);
            return spool;
        } catch (RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static Path create() {
        try {
            return Files.createTempFile("rondo-upload", ".csv");
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private void fill(InputStream content, String source, Limits limits) {
        var check = new Utf8Check(source);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            int length;
            while ((length = read(content, buffer)) > 0) {
                bytes += length;
                if (bytes > limits.bytes()) {
                    throw tooLarge(source, limits);
                }
                check.update(buffer, length);
                write(out, buffer, length);
            }
            check.end();
            var end = ("\n" + END).getBytes(StandardCharsets.UTF_8);
            write(out, end, end.length);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("the upload broke off", e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static RondoException tooLarge(String source, Limits limits) {
        return RondoException.limit(
                        "dataset.too_large", "the file has more than " + limits.bytes() + " bytes")
                .at(source)
                .next("send a part of it, or fewer columns");
    }

    private static RondoException unavailable(IOException e) {
        return RondoException.unavailable(
                        "dataset.no_space", "the upload cannot be kept in a temporary file")
                .because(String.valueOf(e.getMessage()))
                .next("make room in the folder for temporary files, then send the file again")
                .causedBy(e);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
