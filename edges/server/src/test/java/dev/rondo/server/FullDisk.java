package dev.rondo.server;

import dev.rondo.journal.FileLayer;
import dev.rondo.journal.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Real files on a disk that is full when a test says so. */
final class FullDisk implements FileLayer {
    private final FileLayer real = FileLayer.real();
    volatile boolean full;

    @Override
    public void createDirectories(Path directory) throws IOException {
        real.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return real.list(directory);
    }

    @Override
    public OpenFile open(Path file) throws IOException {
        return new File(real.open(file));
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return real.openForReading(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        real.syncDirectory(directory);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return real.lock(file);
    }

    private final class File implements OpenFile {
        private final OpenFile file;

        File(OpenFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            return file.read(position, target, offset, length);
        }

        /** Half of it is written, as a full disk does. */
        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            file.write(position, source, offset, full ? length / 2 : length);
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
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
