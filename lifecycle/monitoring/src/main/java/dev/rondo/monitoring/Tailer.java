package dev.rondo.monitoring;

import dev.rondo.monitoring.ProgressTable.Cursor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that folds whenever something came in, and tells those who wait for it. */
final class Tailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

    /** How long to sleep when nobody wakes it: another process may have written. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How long to let small calls gather into one batch while nobody waits. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Folder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("monitoring").unstarted(this::run);
    private Cursor folded;
    private boolean awake;
    private boolean closed;
    private int waiting;
    private @Nullable String failure;

    Tailer(Folder folder) {
        this.folder = folder;
        this.folded = folder.cursor();
    }

    void start() {
        thread.start();
    }

    void wake() {
        lock.lock();
        try {
            awake = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why the last attempt failed; null if it did not. */
    @Nullable String failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    boolean await(Cursor target, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            waiting++;
            awake = true;
            work.signalAll();
            while (!reached(target)) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean reached(Cursor target) {
        return folded.sequence() >= target.sequence()
                && folded.outcomePosition() >= target.outcomePosition();
    }

    private void run() {
        boolean more = false;
        while (more || sleep()) {
            try {
                more = foldOnce();
            } catch (RuntimeException e) {
                more = false;
                failed(e);
            }
        }
    }

    /** Folds one batch; whether there may be another at once. */
    private boolean foldOnce() {
        var before = folder.cursor();
        var after = folder.step();
        boolean moved = !after.equals(before);
        if (!moved) {
            folder.idle();
        }
        lock.lock();
        try {
            folded = after;
            failure = null;
            progress.signalAll();
            return moved && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work; false when it is time to end. */
    private boolean sleep() {
        lock.lock();
        try {
            long left = POLL_NANOS;
            while (!awake && !closed && left > 0) {
                left = work.awaitNanos(left);
            }
            left = GATHER_NANOS;
            while (awake && waiting == 0 && !closed && left > 0) {
                left = work.awaitNanos(left);
            }
            awake = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void failed(RuntimeException e) {
        LOG.warn("monitoring could not fold; it tries again", e);
        lock.lock();
        try {
            failure = String.valueOf(e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
