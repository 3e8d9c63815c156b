package dev.rondo.serving;

import dev.rondo.journal.Journal;
import dev.rondo.registry.Registry;
import dev.rondo.store.Db;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The room: endpoints, releases and replay over one database and one journal.
 *
 * <pre>{@code
 * try (var serving = Serving.open(db, registry, journal, outcomes, clock, ServingOptions.standard())) {
 *     serving.endpoints().create("churn", new ModelRef("churn", 1), FAIL_CLOSED, evidence, "ann");
 *     var answers = serving.endpoints().predict(request).answers();
 * }
 * }</pre>
 */
public final class Serving implements AutoCloseable {
    private Serving() {}

    /** Brings the tables up to date, loads every live model, and begins to follow changes. */
    public static Serving open(
            Db db,
            Registry registry,
            Journal journal,
            MaturedOutcomes outcomes,
            InstantSource clock,
            ServingOptions options) {
        throw new UnsupportedOperationException();
    }

    public Endpoints endpoints() {
        throw new UnsupportedOperationException();
    }

    public Releases releases() {
        throw new UnsupportedOperationException();
    }

    public Replay replay() {
        throw new UnsupportedOperationException();
    }

    public MetricsSnapshot metrics() {
        throw new UnsupportedOperationException();
    }

    /** Waits until every row offered to shadow so far is done; false when the time ran out. */
    public boolean drainShadow(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** Ends the shadow worker and the following of changes. */
    @Override
    public void close() {}
}
