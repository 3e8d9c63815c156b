package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Prediction;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.Route;
import dev.rondo.store.Db;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a candidate answer again what the live version has answered (rule 7.5). One thread, behind a
 * bounded queue: a request never waits for it, and a request that finds no room is dropped from
 * shadow and counted.
 */
final class ShadowWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowWorker.class);

    private record Task(Challenger challenger, WarmModel model, Call call, Addresses live) {
        int rows() {
            return call.instances().size();
        }
    }

    private final Db db;
    private final Recorder recorder;
    private final Bookkeeper books;
    private final Meters meters;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "rondo-shadow");
    private int waitingRows;
    private long offered;
    private long done;
    private boolean closed;

    ShadowWorker(Db db, Recorder recorder, Bookkeeper books, Meters meters, int capacity) {
        this.db = db;
        this.recorder = recorder;
        this.books = books;
        this.meters = meters;
        this.capacity = capacity;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Takes a request that was answered and recorded, if its endpoint shadows. Never waits long.
     */
    void offer(Call call, Addresses live) {
        var challenger = call.routing().challenger();
        if (challenger == null || !call.routing().shadows() || !live.recorded()) {
            return;
        }
        var model = challenger.model();
        if (model == null || !enqueue(new Task(challenger, model, call, live))) {
            meters.shadowDropped(call.endpoint(), call.instances().size());
        }
    }

    private boolean enqueue(Task task) {
        lock.lock();
        try {
            if (closed || waitingRows + task.rows() > capacity) {
                return false;
            }
            waiting.add(task);
            waitingRows += task.rows();
            offered++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was offered so far is done; false when the time ran out. */
    boolean drain(Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            long target = offered;
            while (done < target && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return done >= target;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (var task = next(); task != null; task = next()) {
            try {
                answer(task);
            } catch (RuntimeException e) {
                LOG.warn("shadow answers of {} are lost", task.call().endpoint(), e);
                meters.shadowDropped(task.call().endpoint(), task.rows());
            } finally {
                finished();
            }
        }
    }

    private @Nullable Task next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            var task = waiting.remove();
            waitingRows -= task.rows();
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void finished() {
        lock.lock();
        try {
            done++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer(Task task) {
        var call = task.call();
        long started = System.nanoTime();
        Prediction[] predictions;
        try {
            predictions = task.model().predict(Batches.features(call.instances(), null));
        } catch (RondoException e) {
            recorder.shadow(call, task.live(), task.model(), null, e.code(), 0);
            books.candidateFailed(call, task.challenger(), Route.SHADOW, e.code(), task.rows());
            return;
        }
        long nanos = System.nanoTime() - started;
        recorder.shadow(
                call,
                task.live(),
                task.model(),
                predictions,
                PredictionRecord.OK,
                nanos / task.rows());
        var decisions = decisions(task, predictions);
        db.execute(tx -> ShadowRows.insert(tx, task.challenger().release().id(), decisions));
        long acted = decisions.values().stream().filter(decision -> decision).count();
        books.shadowAnswered(call, task.challenger(), new ArmCount(task.rows(), acted, 0, nanos));
    }

    private static Map<String, Boolean> decisions(Task task, Prediction[] predictions) {
        var policy = task.model().loaded().policy();
        var decisions = new HashMap<String, Boolean>();
        for (int i = 0; i < predictions.length; i++) {
            decisions.put(
                    Objects.requireNonNull(task.live().of(i)),
                    policy.decide(predictions[i].score()));
        }
        return decisions;
    }

    /** Drops what waits, and lets the answer under way end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(task -> meters.shadowDropped(task.call().endpoint(), task.rows()));
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
