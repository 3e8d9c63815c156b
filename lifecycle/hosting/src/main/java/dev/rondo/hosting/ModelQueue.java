package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.QueuedRequest.State;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The requests to one model: so many at work, so many more that wait in the order in which they
 * came. Who gets a place leads: it answers itself, may take along requests that wait, and hands its
 * place on.
 */
final class ModelQueue {
    private final int places;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<QueuedRequest> waiting = new ArrayDeque<>();
    private int taken;
    private boolean closed;

    ModelQueue(int places, int mostWaiting) {
        this.places = places;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Comes in, and returns when it is this request's turn to lead, or somebody has answered it.
     *
     * @param timeoutNanos how long to wait, here and later; 0 for any time
     * @throws RondoException of kind UNAVAILABLE when too many wait already, or for too long
     */
    QueuedRequest enter(List<Tensor> inputs, InferenceOptions options, long timeoutNanos) {
        var request = new QueuedRequest(inputs, options, timeoutNanos, lock.newCondition());
        lock.lock();
        try {
            if (taken < places && waiting.isEmpty()) {
                taken++;
                request.state = State.LEADING;
                return request;
            }
            if (waiting.size() >= mostWaiting) {
                throw busy();
            }
            waiting.add(request);
            arrived.signal();
            await(request);
            return request;
        } finally {
            lock.unlock();
        }
    }

    boolean leads(QueuedRequest request) {
        lock.lock();
        try {
            return request.state == State.LEADING;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when another thread has answered the request. */
    void awaitAnswer(QueuedRequest request) {
        lock.lock();
        try {
            await(request);
        } finally {
            lock.unlock();
        }
    }

    private void await(QueuedRequest request) {
        try {
            while (request.state == State.WAITING || request.state == State.TAKEN) {
                long left =
                        request.deadline == 0
                                ? Long.MAX_VALUE
                                : request.deadline - System.nanoTime();
                if (left <= 0) {
                    giveUp(request);
                    throw tooLate();
                }
                var _ = request.changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (request.state == State.WAITING || request.state == State.TAKEN) {
                giveUp(request);
                throw RondoException.unavailable("model.interrupted", "the server is stopping")
                        .causedBy(e);
            }
        }
    }

    private void giveUp(QueuedRequest request) {
        waiting.remove(request);
        request.state = State.GONE;
    }

    /**
     * The leader with those that it takes along.
     *
     * @param fits whether a request can be answered together with the leader
     * @param hoped how many may well come together
     * @param patienceNanos how long to wait for as many, counted from when the leader came
     */
    List<QueuedRequest> company(
            QueuedRequest leader, Predicate<QueuedRequest> fits, int hoped, long patienceNanos) {
        var company = new ArrayList<QueuedRequest>();
        company.add(leader);
        lock.lock();
        try {
            long left = patienceNanos - (System.nanoTime() - leader.begun);
            take(company, fits);
            while (company.size() < hoped && left > 0) {
                left = arrived.awaitNanos(left);
                take(company, fits);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return company;
    }

    private void take(List<QueuedRequest> company, Predicate<QueuedRequest> fits) {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            var request = each.next();
            if (fits.test(request)) {
                each.remove();
                request.state = State.TAKEN;
                company.add(request);
            }
        }
    }

    /** Says that another thread answers the leader, who waits as the others do. */
    void handOver(QueuedRequest leader) {
        lock.lock();
        try {
            leader.state = State.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Wakes whoever was answered, and gives the place to who has waited longest.
     *
     * @return whether the queue is closed and nobody is at work any more
     */
    boolean leave(List<QueuedRequest> answered) {
        lock.lock();
        try {
            for (var request : answered) {
                request.state = State.ANSWERED;
                request.changed.signal();
            }
            var next = waiting.poll();
            if (next == null) {
                taken--;
            } else {
                next.state = State.LEADING;
                next.changed.signal();
            }
            return closed && taken == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody is at work; who still is then is told by {@link #leave}. */
    boolean close() {
        lock.lock();
        try {
            closed = true;
            return taken == 0;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private RondoException busy() {
        return RondoException.unavailable(ModelInUse.BUSY, "too many requests wait for the model")
                .because(mostWaiting + " wait already")
                .next("try again in a moment, or start the server with a larger --queue");
    }

    static RondoException tooLate() {
        return RondoException.unavailable("model.timeout", "the answer took longer than it may")
                .next("ask for less at once, or allow more time");
    }
}
