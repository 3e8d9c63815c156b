package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;

/**
 * Small numbers as runs: one value repeated, or groups of eight packed bit by bit (Parquet's
 * encoding RLE).
 */
final class BitRuns {
    private final ByteBuffer in;
    private final int width;
    private long left;
    private boolean packed;
    private int repeated;
    private long bits;
    private int have;

    /**
     * @param width how many bits a number has
     */
    BitRuns(ByteBuffer in, int width) {
        if (width < 0 || width > 32) {
            throw ParquetErrors.broken("numbers have " + width + " bits");
        }
        this.in = in;
        this.width = width;
    }

    int next() {
        while (left == 0) {
            begin();
        }
        left--;
        return packed ? unpacked() : repeated;
    }

    private void begin() {
        long head = ThriftReader.varint(in);
        packed = (head & 1) == 1;
        left = packed ? (head >>> 1) * 8 : head >>> 1;
        have = 0;
        bits = 0;
        if (!packed) {
            repeated = 0;
            for (int shift = 0; shift < width; shift += 8) {
                repeated |= (in.get() & 0xff) << shift;
            }
        }
    }

    private int unpacked() {
        while (have < width) {
            bits |= (in.get() & 0xffL) << have;
            have += 8;
        }
        int value = (int) (bits & ((1L << width) - 1));
        bits >>>= width;
        have -= width;
        return value;
    }
}
