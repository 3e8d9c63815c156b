package dev.rondo.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory outside the heap for one call at a time, a buffer for each input, used again by a later
 * call, on whichever thread that is.
 */
final class DirectBuffers implements AutoCloseable {
    /** What is larger is given back after its call. */
    private static final int KEPT = 1 << 20;

    private static final int LEAST = 1 << 10;

    /** As many as there ever were calls at once, which the queues of models bound. */
    private static final ConcurrentLinkedQueue<DirectBuffers> FREE = new ConcurrentLinkedQueue<>();

    private final List<ByteBuffer> kept = new ArrayList<>();

    private DirectBuffers() {}

    /** To be closed when the call has been answered. */
    static DirectBuffers take() {
        var free = FREE.poll();
        return free == null ? new DirectBuffers() : free;
    }

    /** A buffer of so many bytes, in the machine's own order. */
    ByteBuffer of(int input, int bytes) {
        if (bytes > KEPT) {
            return make(bytes);
        }
        while (kept.size() <= input) {
            kept.add(make(LEAST));
        }
        if (kept.get(input).capacity() < bytes) {
            kept.set(input, make(Math.max(bytes, kept.get(input).capacity() * 2)));
        }
        return kept.get(input).clear().limit(bytes);
    }

    private static ByteBuffer make(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        FREE.add(this);
    }
}
