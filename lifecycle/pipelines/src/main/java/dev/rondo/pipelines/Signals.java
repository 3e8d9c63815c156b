package dev.rondo.pipelines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carries the effects of stored transitions to whoever cares for them in this process. */
final class Signals {
    /** Is told at once, on the thread that has stored the transition; must be quick. */
    interface Listener {
        void on(String runId, RunEffect effect);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long transitions;

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void publish(String runId, List<RunEffect> effects) {
        announce();
        for (var effect : effects) {
            listeners.forEach(listener -> listener.on(runId, effect));
        }
    }

    private void announce() {
        lock.lock();
        try {
            transitions++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many transitions this process has stored so far. */
    long transitions() {
        lock.lock();
        try {
            return transitions;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this process has stored more transitions than were seen, or the time is over. */
    void awaitTransition(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            for (long left = nanos; transitions == seen && left > 0; ) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
