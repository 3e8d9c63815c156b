package dev.rondo.http;

import dev.rondo.base.RondoException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies may be in memory at once, over all requests: many large bodies are
 * refused with 503, where they would exhaust the heap (rule 11.2).
 */
final class Memory {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    Memory(long most) {
        this.most = most;
    }

    /** A quarter of the heap, but at least room for one body of the largest size. */
    static Memory ofHeap(int maxBody) {
        return new Memory(Math.max(2L * maxBody, Runtime.getRuntime().maxMemory() / 4));
    }

    long used() {
        return used.get();
    }

    /** What one request holds. */
    final class Share implements AutoCloseable {
        private final AtomicLong held = new AtomicLong();

        /**
         * Takes more.
         *
         * @throws RondoException of kind UNAVAILABLE when there is no room for it now
         */
        void grow(int bytes) {
            held.addAndGet(bytes);
            if (used.addAndGet(bytes) > most) {
                close();
                throw RondoException.unavailable(
                                "server.busy", "too many bytes of requests are in memory")
                        .next("try again in a moment");
            }
        }

        /** Gives everything back. */
        @Override
        public void close() {
            used.addAndGet(-held.getAndSet(0));
        }
    }

    Share share() {
        return new Share();
    }
}
