package dev.rondo.journal;

import java.util.Arrays;

/** Where some of a segment's records begin: about one every 16 KiB. Safe for many threads. */
final class SegmentIndex {
    private static final int SPACING_BYTES = 16 << 10;

    private final Entry start;
    private long[] sequences = new long[16];
    private long[] offsets = new long[16];
    private int size;

    SegmentIndex(long firstSequence) {
        start = new Entry(firstSequence, SegmentHeader.BYTES);
    }

    /** Notes where a record begins, unless the last note is near. */
    synchronized void add(long sequence, long offset) {
        long last = size == 0 ? start.offset : offsets[size - 1];
        if (offset - last < SPACING_BYTES) {
            return;
        }
        if (size == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * size);
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        sequences[size] = sequence;
        offsets[size] = offset;
        size++;
    }

    /** Forgets the records from the sequence on. */
    synchronized void cut(long sequence) {
        while (size > 0 && sequences[size - 1] >= sequence) {
            size--;
        }
    }

    /** The last noted record that does not come after the sequence. */
    synchronized Entry floor(long sequence) {
        int found = Arrays.binarySearch(sequences, 0, size, sequence);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? start : new Entry(sequences[at], offsets[at]);
    }

    record Entry(long sequence, long offset) {}
}
