package dev.rondo.serving;

import dev.rondo.store.Db;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens beside requests, on one thread: follow other replicas, roll back what a breaker has
 * taken out, store traffic.
 */
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Db db;
    private final Routings routings;
    private final Watches watches;
    private final Turns turns;
    private final ScheduledExecutorService thread;

    Maintenance(Db db, Routings routings, Watches watches, Turns turns) {
        this.db = db;
        this.routings = routings;
        this.watches = watches;
        this.turns = turns;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("rondo-serving").factory());
    }

    void start(Duration poll) {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::round, poll.toNanos(), poll.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has a round begin at once, on the thread. */
    void wake() {
        try {
            thread.execute(this::round);
        } catch (RejectedExecutionException e) {
            LOG.info("a breaker opened while closing; another replica or start will see to it");
        }
    }

    private void round() {
        try {
            routings.refreshChanged();
            routings.all().forEach(this::rollBackOpened);
            storeTraffic();
        } catch (RuntimeException e) {
            LOG.warn("following the endpoints failed, and is tried again", e);
        }
    }

    /** Ends the endpoint's release if its breaker is open (rule 7.4). */
    void rollBackOpened(Routing routing) {
        var challenger = routing.challenger();
        if (challenger == null || challenger.watch().breaker().cause() == null) {
            return;
        }
        var release = challenger.release();
        var reason = "breaker: " + challenger.watch().breaker().cause();
        turns.take(
                release.endpoint(),
                turn -> {
                    var current = turn.lineup().inFlight();
                    if (current != null && current.id().equals(release.id())) {
                        watches.store(turn.tx());
                        var figures = turn.figures(watches);
                        turn.apply(
                                new ReleaseEvent.RolledBack(new Evidence(reason, null, figures)));
                    }
                    return null;
                });
    }

    private void storeTraffic() {
        if (watches.dirty()) {
            db.execute(watches::store);
        }
        routings.forgetEnded();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the last round did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        storeTraffic();
    }
}
