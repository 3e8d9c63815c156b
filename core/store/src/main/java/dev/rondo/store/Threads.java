package dev.rondo.store;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Small helps for the store's own threads, which nobody interrupts. */
final class Threads {
    private Threads() {}

    static <T> T take(BlockingQueue<T> queue) {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException _) {
                // these threads end by a message in their queue
            }
        }
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws the exception itself, checked or not. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> E unchecked(@Nullable Throwable error) throws E {
        throw (E) error;
    }
}
