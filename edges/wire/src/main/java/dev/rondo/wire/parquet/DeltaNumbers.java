package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;

/**
 * Whole numbers as differences from the one before, packed bit by bit in blocks of smaller blocks
 * (Parquet's encoding DELTA_BINARY_PACKED).
 */
final class DeltaNumbers {
    private static final int LONGEST_BLOCK = 1 << 16;

    private final ByteBuffer in;
    private final long[] numbers;
    private int next;

    private DeltaNumbers(ByteBuffer in, int count) {
        this.in = in;
        numbers = new long[count];
    }

    /** Reads so many numbers; the buffer's position is behind them afterwards. */
    static long[] read(ByteBuffer in, int count) {
        long block = ThriftReader.varint(in);
        long parts = ThriftReader.varint(in);
        if (block <= 0 || block > LONGEST_BLOCK || parts <= 0 || block % parts != 0) {
            throw ParquetErrors.broken("a block of differences has no size");
        }
        if (ThriftReader.varint(in) != count) {
            throw ParquetErrors.broken("a page has not as many values as it says");
        }
        var reader = new DeltaNumbers(in, count);
        long first = ThriftReader.zigzag(in);
        if (count > 0) {
            reader.numbers[reader.next++] = first;
        }
        while (reader.next < count) {
            reader.block((int) parts, (int) (block / parts));
        }
        return reader.numbers;
    }

    /** Behind the last number no part of a block follows, though its width is told. */
    private void block(int parts, int length) {
        long least = ThriftReader.zigzag(in);
        var widths = new byte[parts];
        in.get(widths);
        for (int i = 0; i < parts && next < numbers.length; i++) {
            int width = widths[i];
            if (width < 0 || width > Long.SIZE) {
                throw ParquetErrors.broken("numbers have " + width + " bits");
            }
            int begin = in.position();
            in.position(begin + (length * width + 7) / 8);
            for (int k = 0; k < length && next < numbers.length; k++) {
                long difference = least + bits(begin, (long) k * width, width);
                numbers[next] = numbers[next - 1] + difference;
                next++;
            }
        }
    }

    private long bits(int begin, long from, int width) {
        long value = 0;
        for (int have = 0; have < width; ) {
            long bit = from + have;
            int skipped = (int) (bit % 8);
            int taken = Math.min(8 - skipped, width - have);
            int part = (in.get(begin + (int) (bit / 8)) & 0xff) >>> skipped;
            value |= (long) (part & ((1 << taken) - 1)) << have;
            have += taken;
        }
        return value;
    }
}
