package dev.rondo.pipelines;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of what runs, stops what takes too long, and stores progress. */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration LONGEST_BEAT = Duration.ofMillis(250);
    private static final Duration HEED_INTERRUPT_WITHIN = Duration.ofSeconds(5);

    private final Executions executions;
    private final Claims claims;
    private final long renewEveryNanos;
    private final long beatMillis;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("pipelines-pulse").unstarted(this::loop);

    Pulse(Executions executions, Claims claims, WorkerOptions options) {
        this.executions = executions;
        this.claims = claims;
        this.renewEveryNanos = options.lease().toNanos() / 3;
        this.beatMillis = Math.min(LONGEST_BEAT.toMillis(), options.lease().toMillis() / 3);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (!closed.await(beatMillis, TimeUnit.MILLISECONDS)) {
                executions.all().forEach(this::beat);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Execution execution) {
        try {
            if (execution.overdue()) {
                execution.stop(Execution.StopReason.TIMED_OUT);
            }
            if (execution.stoppedFor(HEED_INTERRUPT_WITHIN.toNanos())) {
                executions.conclude(execution, execution.givenUp(claims.now()));
                return;
            }
            var claim = execution.claim();
            if (execution.renewalDue(renewEveryNanos) && !claims.renew(claim)) {
                execution.stop(Execution.StopReason.NOT_WANTED);
            }
            execution.takeProgress().ifPresent(line -> claims.progress(claim, line));
        } catch (RuntimeException | Error e) {
            LOG.warn("the lease of task {} cannot be renewed now", execution.claim().taskName(), e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
