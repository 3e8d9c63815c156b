package dev.rondo.journal;

/** The frames of one write, one after the other. Kept from write to write unless it grew large. */
final class GroupBuffer {
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[64 << 10];
    private int length;

    /** Empties the buffer and makes room for this many bytes. */
    void reset(int capacity) {
        length = 0;
        boolean tooLarge = bytes.length > KEPT_BYTES && capacity <= KEPT_BYTES;
        if (capacity > bytes.length || tooLarge) {
            bytes = new byte[Math.max(64 << 10, capacity)];
        }
    }

    void add(FrameCodec codec, FrameHeader header, byte[] payload) {
        codec.encode(bytes, length, header, payload);
        length += FrameCodec.HEADER_BYTES + payload.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
