package dev.rondo.pipelines;

import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due tasks and runs their steps. Any number of workers share one database; a task whose
 * worker dies is claimed again when its lease is over, or as soon as a worker of the same id
 * starts.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Runs runs;
    private final WorkerOptions options;
    private final Claims claims;
    private final WorkDirectories directories;
    private final Executions executions;
    private final Pulse pulse;
    private final Signals.Listener listener = this::on;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean look;
    private boolean ending;
    private final Thread claimer =
            Thread.ofPlatform().name("pipelines-claimer").unstarted(this::loop);

    /**
     * Makes a worker that is idle until its start.
     *
     * @param workRoot where the tasks have their directories; this worker's own, or shared by
     *     workers that use the same database
     */
    public Worker(
            Db db,
            Runs runs,
            StepCatalogue steps,
            WorkerOptions options,
            InstantSource clock,
            Path workRoot) {
        this.runs = runs;
        this.options = options;
        this.claims = new Claims(db, runs, options, clock);
        this.directories = new WorkDirectories(workRoot);
        var runner = new StepRunner(db, steps, claims, directories);
        this.executions = new Executions(claims, runner, directories, options, this::wake);
        this.pulse = new Pulse(executions, claims, options);
    }

    /** Takes back what this worker had claimed before it died, and begins. */
    public void start() {
        claims.takeBack();
        sweep();
        runs.signals().add(listener);
        pulse.start();
        claimer.start();
    }

    /** Removes directories of runs that are over. */
    private void sweep() {
        for (var runId : directories.runs()) {
            if (runs.get(runId).map(run -> run.status().ended()).orElse(true)) {
                directories.deleteRun(runId);
            }
        }
    }

    private void on(String runId, RunEffect effect) {
        switch (effect) {
            case RunEffect.LookForTasks _ -> wake();
            case RunEffect.Abandon(var task, var claim) -> executions.abandon(runId, task, claim);
            case RunEffect.Ended _ -> executions.cleanRun(runId);
            case RunEffect.Execute _ -> {}
        }
    }

    /** Looks for tasks at once. */
    public void wake() {
        lock.lock();
        try {
            look = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        long pauseNanos = 0;
        while (awaitWork(pauseNanos)) {
            pauseNanos = options.poll().toNanos();
            try {
                claims.expire();
                claimWhatFits();
                pauseNanos = Math.min(pauseNanos, untilNextDue());
            } catch (RuntimeException | Error e) {
                LOG.warn("tasks cannot be claimed now; trying again", e);
            }
        }
    }

    private void claimWhatFits() {
        while (executions.hasRoom() && !isEnding()) {
            var claim = claims.next();
            if (claim.isEmpty()) {
                return;
            }
            executions.begin(claim.get());
        }
    }

    private long untilNextDue() {
        return executions.hasRoom()
                ? claims.untilNextDue()
                        .map(micros -> Math.max(micros * 1_000, SHORTEST_PAUSE.toNanos()))
                        .orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    /** Returns at a wake, or when the time is over; false when the worker is ending. */
    private boolean awaitWork(long nanos) {
        lock.lock();
        try {
            for (long left = nanos; !look && !ending && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            look = false;
            return !ending;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** Claims nothing more and waits for what runs. Returns false when the time is over first. */
    public boolean drain(Duration atMost) throws InterruptedException {
        stopClaiming();
        return executions.awaitNone(atMost);
    }

    private void stopClaiming() throws InterruptedException {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        claimer.join();
    }

    /** Interrupts what runs and gives it back for others to claim. */
    @Override
    public void close() {
        try {
            stopClaiming();
            executions.stopAll(Execution.StopReason.WORKER_CLOSED);
            executions.awaitNone(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executions.giveBackRest();
        pulse.close();
        runs.signals().remove(listener);
    }
}
