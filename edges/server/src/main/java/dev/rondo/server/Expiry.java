package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.journal.Journal;
import dev.rondo.journal.Retention;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what of a journal is too old, or too much, within a second. */
final class Expiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final Journal journal;
    private final Retention retention;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("expiry").factory());
    private boolean failing;

    Expiry(Journal journal, Retention retention, InstantSource clock) {
        this.journal = journal;
        this.retention = retention;
        this.clock = clock;
        if (!retention.equals(Retention.ALL)) {
            var _ = timer.scheduleWithFixedDelay(this::drop, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void drop() {
        try {
            int dropped = journal.drop(retention, clock.instant());
            if (dropped > 0) {
                LOG.info("{} files of recorded requests deleted, as --retention says", dropped);
            }
            failing = false;
        } catch (RondoException e) {
            if (!failing) {
                LOG.warn(e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
