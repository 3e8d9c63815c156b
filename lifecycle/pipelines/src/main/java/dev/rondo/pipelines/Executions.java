package dev.rondo.pipelines;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker runs at present. */
final class Executions {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

    private final Claims claims;
    private final StepRunner runner;
    private final WorkDirectories directories;
    private final WorkerOptions options;
    private final Runnable onRoom;
    private final List<Execution> running = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param onRoom called when an execution has ended
     */
    Executions(
            Claims claims,
            StepRunner runner,
            WorkDirectories directories,
            WorkerOptions options,
            Runnable onRoom) {
        this.claims = claims;
        this.runner = runner;
        this.directories = directories;
        this.options = options;
        this.onRoom = onRoom;
    }

    synchronized boolean hasRoom() {
        return running.size() < options.threads();
    }

    synchronized List<Execution> all() {
        return List.copyOf(running);
    }

    synchronized void begin(Claim claim) {
        var execution = new Execution(claim);
        running.add(execution);
        var thread =
                Thread.ofPlatform()
                        .name("pipelines-" + claim.taskName())
                        .daemon()
                        .unstarted(() -> run(execution));
        execution.begin(thread);
        thread.start();
    }

    private void run(Execution execution) {
        var own = runner.run(execution.claim(), execution::progress);
        var judged = execution.judge(own, claims.now());
        conclude(execution, judged);
    }

    /** Stores the first conclusion of an execution and forgets it. */
    void conclude(Execution execution, Conclusion conclusion) {
        if (execution.conclude()) {
            boolean interrupted = Thread.interrupted();
            try {
                store(execution.claim(), conclusion);
            } finally {
                remove(execution);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void store(Claim claim, Conclusion conclusion) {
        try {
            var refusal = put(claim, conclusion);
            if (refusal.isPresent()) {
                put(claim, Conclusion.thrown(claim, claims.now(), refusal.get()));
            }
            clean(claim);
        } catch (RuntimeException e) {
            LOG.warn("directories of task {} are left behind", claim.taskName(), e);
        }
    }

    /**
     * Tries until the database can be written; so long the lease keeps the task from others.
     * Returns why the conclusion cannot be stored; empty once it is.
     */
    private Optional<RuntimeException> put(Claim claim, Conclusion conclusion) {
        while (true) {
            try {
                claims.conclude(claim, conclusion);
                return Optional.empty();
            } catch (RuntimeException e) {
                LOG.warn("the outcome of task {} cannot be stored", claim.taskName(), e);
                boolean later = e instanceof RondoException r && r.kind() == ErrorKind.UNAVAILABLE;
                if (!later || !pauseBeforeRetry()) {
                    return Optional.of(e);
                }
            }
        }
    }

    private boolean pauseBeforeRetry() {
        try {
            return !closing.await(options.poll().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void clean(Claim claim) {
        var state = claims.state(claim.runId());
        if (state.map(run -> run.status().ended()).orElse(true)) {
            directories.deleteRun(claim.runId());
        } else if (state.flatMap(run -> run.task(claim.taskName()))
                .filter(task -> task.status().ended())
                .isPresent()) {
            directories.delete(claim.runId(), claim.taskName());
        }
    }

    /** Removes the directory of a run that has ended, unless something still runs in it. */
    void cleanRun(String runId) {
        if (all().stream().noneMatch(execution -> execution.claim().runId().equals(runId))) {
            directories.deleteRun(runId);
        }
    }

    private void remove(Execution execution) {
        synchronized (this) {
            running.remove(execution);
            notifyAll();
        }
        onRoom.run();
    }

    void abandon(String runId, String task, long claim) {
        find(runId, task, claim).ifPresent(it -> it.stop(Execution.StopReason.NOT_WANTED));
    }

    private Optional<Execution> find(String runId, String task, long number) {
        return all().stream()
                .filter(execution ->
                        execution.claim().runId().equals(runId)
                                && execution.claim().taskName().equals(task)
                                && execution.claim().number() == number)
                .findFirst();
    }

    void stopAll(Execution.StopReason reason) {
        all().forEach(execution -> execution.stop(reason));
    }

    /** Waits until nothing runs. Returns false when the time is over first. */
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!running.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Gives back what does not heed its interrupt. */
    void giveBackRest() {
        closing.countDown();
        for (var execution : all()) {
            conclude(execution, execution.givenUp(claims.now()));
        }
    }
}
