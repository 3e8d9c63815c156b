package dev.rondo.pipelines;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task, on a thread of its own. It ends with one conclusion: the step's own, or
 * that of whoever gave up waiting for the step.
 */
final class Execution {
    /** Why a step is told to stop. */
    enum StopReason {
        TIMED_OUT,
        WORKER_CLOSED,
        NOT_WANTED
    }

    private final Claim claim;
    private final long startedNanos = System.nanoTime();
    private @Nullable Thread thread;
    private @Nullable StopReason stopReason;
    private long stoppedNanos;
    private boolean concluded;
    private @Nullable String progress;
    private long renewedNanos = startedNanos;

    Execution(Claim claim) {
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }

    synchronized void begin(Thread onThread) {
        thread = onThread;
        if (stopReason != null) {
            onThread.interrupt();
        }
    }

    /** Interrupts the step, for the first reason given. */
    synchronized void stop(StopReason reason) {
        if (stopReason == null && !concluded) {
            stopReason = reason;
            stoppedNanos = System.nanoTime();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** After this, nobody interrupts the thread any more. Returns false to all but the first. */
    synchronized boolean conclude() {
        boolean first = !concluded;
        concluded = true;
        thread = null;
        return first;
    }

    synchronized Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    synchronized boolean stoppedFor(long nanos) {
        return stopReason != null && System.nanoTime() - stoppedNanos > nanos;
    }

    boolean overdue() {
        return System.nanoTime() - startedNanos > claim.task().spec().timeout().toNanos();
    }

    synchronized boolean renewalDue(long everyNanos) {
        long now = System.nanoTime();
        boolean due = now - renewedNanos > everyNanos;
        if (due) {
            renewedNanos = now;
        }
        return due;
    }

    synchronized void progress(String line) {
        progress = Texts.line(line);
    }

    /** A line that has not been stored yet. */
    synchronized Optional<String> takeProgress() {
        var line = Optional.ofNullable(progress);
        progress = null;
        return line;
    }

    /** What the step's end means, given that it may have been told to stop. */
    Conclusion judge(Conclusion own, long at) {
        boolean stopped = stopReason().isPresent() && own.event() instanceof RunEvent.Failed;
        return stopped ? givenUp(at) : own;
    }

    /** The conclusion when the step was told to stop, or is no longer waited for. */
    Conclusion givenUp(long at) {
        return stopReason().filter(reason -> reason == StopReason.TIMED_OUT).isPresent()
                ? timedOut(at)
                : givenBack(at);
    }

    private Conclusion timedOut(long at) {
        long limit = claim.task().spec().timeout().toMillis();
        var message = "it took longer than " + limit + " ms";
        return Conclusion.failed(claim, at, "pipelines.timed_out", message, true);
    }

    private Conclusion givenBack(long at) {
        return Conclusion.of(
                new RunEvent.Lost(at, claim.taskName(), claim.number(), "its worker closed"));
    }
}
