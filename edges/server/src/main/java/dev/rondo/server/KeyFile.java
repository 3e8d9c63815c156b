package dev.rondo.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A file of random bytes that only its owner may read. */
final class KeyFile {
    private KeyFile() {}

    /** Reads the key, or makes one: whole, and on the disk before it is used. */
    static byte[] read(Path file, int length) throws IOException {
        if (!Files.exists(file)) {
            create(file, length);
        }
        keepPrivate(file);
        return Files.readAllBytes(file);
    }

    private static void create(Path file, int length) throws IOException {
        var key = new byte[length];
        new SecureRandom().nextBytes(key);
        var made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        Files.createFile(made);
        keepPrivate(made);
        try (var channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A restored backup, too, may have left it open to others. */
    private static void keepPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
