package dev.rondo.journal;

/**
 * How a journal writes.
 *
 * @param segmentBytes a segment that has reached this size is closed and the next one begun
 */
public record JournalOptions(Durability durability, long segmentBytes, FileLayer files) {
    private static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

    public JournalOptions {
        if (segmentBytes < 1) {
            throw new IllegalArgumentException("a segment needs at least one byte");
        }
    }

    /** Real files in segments of 64 MiB. */
    public static JournalOptions of(Durability durability) {
        return new JournalOptions(durability, DEFAULT_SEGMENT_BYTES, FileLayer.real());
    }
}
