package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;

/** A block of LZ4, as lz4_Block_format.md has it: literals, and copies of what came before. */
final class Lz4 {
    private static final int LONG = 15;
    private static final int SHORTEST_COPY = 4;

    private Lz4() {}

    /**
     * Unpacks what remains of a buffer.
     *
     * @param size the most that it may become
     */
    static ByteBuffer unpack(ByteBuffer in, int size) {
        var out = ByteBuffer.allocate(size);
        while (in.hasRemaining()) {
            int token = in.get() & 0xff;
            Unpacking.literal(in, length(in, token >> 4), out);
            if (in.hasRemaining()) {
                int distance = Unpacking.number(in, 2);
                Unpacking.copy(out, SHORTEST_COPY + length(in, token & LONG), distance);
            }
        }
        return out.flip();
    }

    private static int length(ByteBuffer in, int nibble) {
        int length = nibble;
        int next = nibble == LONG ? 0xff : 0;
        while (next == 0xff) {
            next = in.get() & 0xff;
            length = Math.addExact(length, next);
        }
        return length;
    }
}
