package dev.rondo.journal;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An append on its way: what one thread wants written and waits for. */
final class Pending {
    private final List<byte[]> payloads;
    private final int frameBytes;
    private final Thread thread = Thread.currentThread();

    /** Set before the last look at {@link #done} and the writer's turn, so that none is missed. */
    private volatile boolean parked;

    private long firstSequence;
    private @Nullable Throwable failure;
    private volatile boolean done;

    Pending(List<byte[]> payloads, int frameBytes) {
        this.payloads = payloads;
        this.frameBytes = frameBytes;
    }

    List<byte[]> payloads() {
        return payloads;
    }

    int frameBytes() {
        return frameBytes;
    }

    boolean done() {
        return done;
    }

    boolean parked() {
        return parked;
    }

    void aboutToPark() {
        parked = true;
    }

    void unparkIfParked() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** States where the first payload will stand, should the write succeed. */
    void place(long sequence) {
        firstSequence = sequence;
    }

    void complete() {
        done = true;
        unparkIfParked();
    }

    void fail(Throwable cause) {
        failure = cause;
        complete();
    }

    long firstSequence() {
        return firstSequence;
    }

    @Nullable Throwable failure() {
        return failure;
    }
}
