package dev.rondo.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One thread's memory outside the heap, one buffer for each input, used again call after call. */
final class DirectBuffers {
    /** What is larger is given back after its call. */
    private static final int KEPT = 1 << 20;

    private static final int LEAST = 1 << 10;
    private static final ThreadLocal<DirectBuffers> OF_THREAD =
            ThreadLocal.withInitial(DirectBuffers::new);

    private final List<ByteBuffer> kept = new ArrayList<>();

    private DirectBuffers() {}

    static DirectBuffers ofThread() {
        return OF_THREAD.get();
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
}
