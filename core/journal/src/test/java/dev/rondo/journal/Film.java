package dev.rondo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files in memory of which a picture is taken after each step of their writer, writes being several
 * steps, so that {@link Projection} can show them to a reader as they were at any of them.
 */
final class Film implements FileLayer {
    private static final int PARTS = 4;

    private final MemoryFiles files = new MemoryFiles();
    private final List<Map<Path, Shot>> pictures = new ArrayList<>();

    /** A file at one moment, by whichever name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Shot(MemoryFile file, byte[] content) {}

    Film() {
        shoot();
    }

    MemoryDisk disk() {
        return files.disk();
    }

    List<Map<Path, Shot>> pictures() {
        return pictures;
    }

    int last() {
        return pictures.size() - 1;
    }

    private void shoot() {
        var picture = new HashMap<Path, Shot>();
        for (var path : files.list(Journals.DIRECTORY)) {
            var file = files.file(path);
            picture.put(path, new Shot(file, file.content()));
        }
        pictures.add(picture);
    }

    @Override
    public void createDirectories(Path directory) {}

    @Override
    public List<Path> list(Path directory) {
        return files.list(directory);
    }

    @Override
    public OpenFile open(Path path) throws IOException {
        var file = files.open(path);
        shoot();
        return new Filmed(file);
    }

    @Override
    public OpenFile openForReading(Path path) throws IOException {
        return files.openForReading(path);
    }

    @Override
    public void delete(Path path) {
        files.delete(path);
        shoot();
    }

    @Override
    public void syncDirectory(Path directory) {
        files.syncDirectory(directory);
    }

    @Override
    public Optional<Closeable> lock(Path file) {
        return Optional.of(() -> {});
    }

    private final class Filmed implements OpenFile {
        private final OpenFile file;

        Filmed(OpenFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            return file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            int part = Math.max(1, length / PARTS);
            for (int at = 0; at < length; at += part) {
                try {
                    int count = Math.min(part, length - at);
                    file.write(
                            position + at,
                            Arrays.copyOfRange(source, offset + at, offset + at + count),
                            0,
                            count);
                } finally {
                    shoot();
                }
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
            shoot();
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
