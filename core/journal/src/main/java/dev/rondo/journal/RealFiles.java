package dev.rondo.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

final class RealFiles implements FileLayer {
    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Override
    public OpenFile open(Path file) throws IOException {
        return new RealFile(new RandomAccessFile(file.toFile(), "rw"));
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        try {
            return new RealFile(new RandomAccessFile(file.toFile(), "r"));
        } catch (FileNotFoundException e) {
            // Also what a file is that may not be read.
            throw Files.notExists(file) ? new NoSuchFileException(file.toString()) : e;
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it already; treated as anyone else's.
        }
        channel.close();
        return Optional.empty();
    }
}
