package dev.rondo.journal;

import java.util.Arrays;

/** An intact frame in a reader's buffer, valid until the reader moves on. */
final class Frame {
    private final byte[] buffer;
    private final int at;
    private final int length;
    private final long offset;

    /**
     * @param at where in the buffer the frame begins
     * @param length of the payload
     * @param offset of the frame in the segment
     */
    Frame(byte[] buffer, int at, int length, long offset) {
        this.buffer = buffer;
        this.at = at;
        this.length = length;
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    boolean isRecord() {
        return FrameCodec.type(buffer, at) == FrameCodec.RECORD;
    }

    /** Whether the next record belongs to the same append. */
    boolean continues() {
        return FrameCodec.continues(buffer, at);
    }

    long sequence() {
        return FrameCodec.sequence(buffer, at);
    }

    long groupOffset() {
        return FrameCodec.groupOffset(buffer, at);
    }

    long end() {
        return offset + FrameCodec.HEADER_BYTES + length;
    }

    byte[] payload() {
        int from = at + FrameCodec.HEADER_BYTES;
        return Arrays.copyOfRange(buffer, from, from + length);
    }
}
