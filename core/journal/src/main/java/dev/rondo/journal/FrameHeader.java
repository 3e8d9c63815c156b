package dev.rondo.journal;

/**
 * What a frame says of itself, beside its payload.
 *
 * @param continues whether the next record belongs to the same append
 * @param groupOffset where in the segment the write of its group begins
 */
record FrameHeader(byte type, boolean continues, long sequence, long groupOffset) {
    static FrameHeader record(boolean continues, long sequence, long groupOffset) {
        return new FrameHeader(FrameCodec.RECORD, continues, sequence, groupOffset);
    }

    static FrameHeader closed(long nextSequence, long offset) {
        return new FrameHeader(FrameCodec.CLOSED, false, nextSequence, offset);
    }
}
