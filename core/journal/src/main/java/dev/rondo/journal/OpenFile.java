package dev.rondo.journal;

import java.io.IOException;

/** One open file of a {@link FileLayer}. Its methods may be called from several threads. */
public interface OpenFile extends AutoCloseable {
    /** Reads up to {@code length} bytes; returns how many, or -1 at the end of the file. */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /** Writes all bytes. After an exception any part of them may stand in the file. */
    void write(long position, byte[] source, int offset, int length) throws IOException;

    long size() throws IOException;

    void truncate(long size) throws IOException;

    /** Returns once content and size are on the disk. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
