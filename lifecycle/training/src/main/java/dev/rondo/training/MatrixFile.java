package dev.rondo.training;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A labelled matrix of float32 in a file, little-endian: the 8 bytes {@code RNDM} and version 1,
 * rows (int), columns (int), the values row by row, then one label per row; a missing value is NaN.
 * It carries the data of one training to the child on the same machine, and is no format to keep.
 */
final class MatrixFile {
    private static final long MAGIC = 0x0000_0001_4D44_4E52L;
    private static final int HEADER = 16;
    private static final int CHUNK = 1 << 20;

    /** A matrix in memory; the value (row, column) is at {@code row * columns + column}. */
    @SuppressWarnings("ArrayRecordComponent") // primitives in bulk; never compared
    record Matrix(int rows, int columns, float[] values, float[] labels) {}

    /** Gives the values of the rows in [from, to), row by row. */
    interface Rows {
        float[] values(int from, int to);
    }

    private MatrixFile() {}

    /** Writes block by block, so that the whole matrix is never in memory. */
    static void write(Path file, int columns, Rows source, boolean[] labels) throws IOException {
        int block = Math.max(1, CHUNK / Math.max(1, columns));
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var header = littleEndian(HEADER).putLong(MAGIC).putInt(labels.length).putInt(columns);
            writeAll(channel, header.flip());
            for (int from = 0; from < labels.length; from += block) {
                int to = Math.min(labels.length, from + block);
                writeFloats(channel, source.values(from, to));
            }
            var numbers = new float[labels.length];
            for (int row = 0; row < labels.length; row++) {
                numbers[row] = labels[row] ? 1 : 0;
            }
            writeFloats(channel, numbers);
        }
    }

    static Matrix read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var header = littleEndian(HEADER);
            readAll(channel, header);
            if (header.flip().getLong() != MAGIC) {
                throw new IOException(file + " is no matrix of this version");
            }
            int rows = header.getInt();
            int columns = header.getInt();
            var values = readFloats(channel, Math.multiplyExact(rows, columns));
            return new Matrix(rows, columns, values, readFloats(channel, rows));
        }
    }

    /** Floats alone, such as margins. */
    static void writeFloats(Path file, float[] values) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            writeFloats(channel, values);
        }
    }

    static float[] readFloats(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return readFloats(channel, Math.toIntExact(channel.size() / Float.BYTES));
        }
    }

    private static void writeFloats(FileChannel channel, float[] values) throws IOException {
        var buffer = littleEndian(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            buffer.clear().asFloatBuffer().put(values, from, count);
            writeAll(channel, buffer.limit(count * Float.BYTES));
        }
    }

    private static float[] readFloats(FileChannel channel, int count) throws IOException {
        var values = new float[count];
        var buffer = littleEndian(CHUNK * Float.BYTES);
        for (int from = 0; from < count; from += CHUNK) {
            int size = Math.min(CHUNK, count - from);
            readAll(channel, buffer.clear().limit(size * Float.BYTES));
            buffer.flip().asFloatBuffer().get(values, from, size);
        }
        return values;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void readAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends early");
            }
        }
    }
}
