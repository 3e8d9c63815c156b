package dev.rondo.http;

import dev.rondo.base.RondoException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** What is being answered on virtual threads, of which there may be so many. */
final class Work {
    private final Semaphore slots;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean draining;

    Work(int most) {
        slots = new Semaphore(most);
    }

    /** Runs it on a thread of its own, or returns false when it has to be refused. */
    boolean start(Runnable answer) {
        if (draining || !slots.tryAcquire()) {
            return false;
        }
        running.incrementAndGet();
        Thread.startVirtualThread(() -> {
            try {
                answer.run();
            } finally {
                running.decrementAndGet();
                slots.release();
            }
        });
        return true;
    }

    boolean draining() {
        return draining;
    }

    /** Why {@link #start} refused. */
    RondoException refusal() {
        var reason = draining ? "the server is stopping" : "too many requests are at work";
        return RondoException.unavailable("server.busy", reason).next("try again in a moment");
    }

    /** Refuses new work and waits until what runs has ended, ten seconds at most. */
    void drain() {
        draining = true;
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (running.get() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
