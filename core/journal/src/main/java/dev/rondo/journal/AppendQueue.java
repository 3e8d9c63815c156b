package dev.rondo.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets concurrent appends share one write: whichever appending thread gets the turn writes what all
 * of them have queued. An append that meets nobody pays no hand-over; others spin for the few
 * microseconds that a write takes, then park.
 *
 * <p>No append is forgotten: it is queued before it tries for the turn, and whoever had the turn
 * looks at the queue again after giving it back.
 */
final class AppendQueue {
    private static final int GROUP_BYTES = 4 << 20;

    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final GroupWriter writer;
    private final int spins;

    /**
     * @param spins how often to look again before parking; 0 where a write takes long
     */
    AppendQueue(GroupWriter writer, int spins) {
        this.writer = writer;
        this.spins = spins;
    }

    /** Returns once the append has succeeded or failed. */
    void append(Pending pending) {
        queue.add(pending);
        boolean interrupted = false;
        for (int left = spins; !pending.done(); left--) {
            if (turn.tryLock()) {
                writeAndPassOn();
            } else if (left > 0) {
                Thread.onSpinWait();
            } else if (!pending.parked()) {
                pending.aboutToPark();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** See {@link Journal#quick}. */
    boolean quick() {
        return writer.quick();
    }

    void close() {
        turn.lock();
        try {
            writer.close();
        } finally {
            turn.unlock();
        }
        wakeNext();
    }

    private void writeAndPassOn() {
        try {
            var group = takeGroup();
            if (!group.isEmpty()) {
                writer.write(group);
            }
        } finally {
            turn.unlock();
        }
        wakeNext();
    }

    private List<Pending> takeGroup() {
        var group = new ArrayList<Pending>();
        long bytes = 0;
        while (bytes < GROUP_BYTES) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            group.add(next);
            bytes += next.frameBytes();
        }
        return group;
    }

    private void wakeNext() {
        var next = queue.peek();
        if (next != null) {
            next.unparkIfParked();
        }
    }
}
