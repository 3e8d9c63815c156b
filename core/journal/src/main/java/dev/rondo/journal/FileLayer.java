package dev.rondo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files under a journal: real ones, or a test's that fail and lose power on demand. */
public interface FileLayer {
    static FileLayer real() {
        return new RealFiles();
    }

    void createDirectories(Path directory) throws IOException;

    List<Path> list(Path directory) throws IOException;

    /** Opens for reading and writing, and creates the file when it is absent. */
    OpenFile open(Path file) throws IOException;

    /**
     * Opens for reading.
     *
     * @throws java.nio.file.NoSuchFileException when it is absent
     */
    OpenFile openForReading(Path file) throws IOException;

    void delete(Path file) throws IOException;

    /** When the file was last written to. */
    default Instant lastModified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** Returns once the directory's entries are on the disk. */
    void syncDirectory(Path directory) throws IOException;

    /** Takes an exclusive lock, held until it is closed; empty when somebody else holds it. */
    Optional<Closeable> lock(Path file) throws IOException;
}
