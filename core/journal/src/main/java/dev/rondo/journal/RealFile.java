package dev.rondo.journal;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Not a FileChannel: an interrupt of one appending thread would close the channel for all of them.
 */
final class RealFile implements OpenFile {
    private final RandomAccessFile file;

    RealFile(RandomAccessFile file) {
        this.file = file;
    }

    @Override
    public synchronized int read(long position, byte[] target, int offset, int length)
            throws IOException {
        file.seek(position);
        return file.read(target, offset, length);
    }

    @Override
    public synchronized void write(long position, byte[] source, int offset, int length)
            throws IOException {
        file.seek(position);
        file.write(source, offset, length);
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        file.setLength(size);
    }

    @Override
    public void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
