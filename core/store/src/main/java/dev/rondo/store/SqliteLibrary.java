package dev.rondo.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps the driver's native library unpacked in the folder that the system property {@code
 * rondo.native} names. Left alone, the driver unpacks and compares a megabyte at every start.
 */
final class SqliteLibrary {
    private static final String DRIVERS_PROPERTY = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** To be called before the driver's first use; without the property it does nothing. */
    static synchronized void prepare() {
        var folder = System.getProperty("rondo.native");
        if (folder == null || System.getProperty(DRIVERS_PROPERTY) != null) {
            return;
        }
        try {
            unpack(Path.of(folder));
            System.setProperty(DRIVERS_PROPERTY, folder);
        } catch (IOException e) {
            LoggerFactory.getLogger(Db.class)
                    .debug("the native library is not kept in {}", folder, e);
        }
    }

    /** Whoever else unpacks at the same time puts the same file there. */
    static void unpack(Path folder) throws IOException {
        var target = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        if (Files.exists(target)) {
            return;
        }
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + target.getFileName();
        Files.createDirectories(folder);
        var part = Files.createTempFile(folder, "unpacking", null);
        try (var packed = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
