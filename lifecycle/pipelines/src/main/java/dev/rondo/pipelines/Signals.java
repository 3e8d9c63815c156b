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
    private final Condition runEnded = lock.newCondition();
    private long ends;

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void publish(String runId, List<RunEffect> effects) {
        for (var effect : effects) {
            if (effect instanceof RunEffect.Ended) {
                announceEnd();
            }
            listeners.forEach(listener -> listener.on(runId, effect));
        }
    }

    private void announceEnd() {
        lock.lock();
        try {
            ends++;
            runEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many runs have ended so far. */
    long ends() {
        lock.lock();
        try {
            return ends;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more runs have ended than were seen, or the time is over. */
    void awaitEnd(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            for (long left = nanos; ends == seen && left > 0; ) {
                left = runEnded.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
