package dev.rondo.serving;

import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.journal.Journal;
import dev.rondo.registry.Registry;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

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
    private final Routings routings;
    private final Meters meters = new Meters();
    private final Maintenance maintenance;
    private final ShadowWorker shadow;
    private final Endpoints endpoints;
    private final Releases releases;
    private final Replay replay;

    private Serving(
            Db db,
            Function<ModelRef, LoadedModel> loader,
            Journal journal,
            MaturedOutcomes outcomes,
            InstantSource clock,
            ServingOptions options) {
        var models = new ModelCache(loader);
        var watches = new Watches(journal.replica());
        routings = new Routings(db, models, watches);
        var turns = new Turns(db, routings, clock);
        maintenance = new Maintenance(db, routings, watches, turns);
        var recorder = new Recorder(journal, meters);
        var books = new Bookkeeper(meters, maintenance::wake);
        shadow = new ShadowWorker(db, recorder, books, meters, options.shadowRows());
        var starts = new Starts(turns, models);
        var advance = new Advance(db, turns, watches, outcomes, shadow, options.drain());
        endpoints = new Endpoints(db, clock, routings, starts, recorder, shadow, books);
        releases = new Releases(db, turns, starts, routings, watches, advance, maintenance);
        replay = new Replay(journal, models, endpoints::get);
        routings.refreshChanged();
        maintenance.start(options.poll());
    }

    /** Brings the tables up to date, loads every live model, and begins to follow changes. */
    public static Serving open(
            Db db,
            Registry registry,
            Journal journal,
            MaturedOutcomes outcomes,
            InstantSource clock,
            ServingOptions options) {
        return open(
                db,
                ref -> ModelDirectory.load(registry.directory(ref.name(), ref.version())),
                journal,
                outcomes,
                clock,
                options);
    }

    /**
     * @param loader throws NOT_FOUND for a version that does not exist
     */
    static Serving open(
            Db db,
            Function<ModelRef, LoadedModel> loader,
            Journal journal,
            MaturedOutcomes outcomes,
            InstantSource clock,
            ServingOptions options) {
        Migrations.apply(db, "serving", Serving.class);
        return new Serving(db, loader, journal, outcomes, clock, options);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public Releases releases() {
        return releases;
    }

    public Replay replay() {
        return replay;
    }

    /** The counts since this was opened. */
    public MetricsSnapshot metrics() {
        return meters.snapshot(routings.names());
    }

    /** Waits until every row offered to shadow so far is done; false when the time ran out. */
    public boolean drainShadow(Duration timeout) {
        return shadow.drain(timeout);
    }

    /** Ends the shadow worker and the following of changes. The journal and database stay open. */
    @Override
    public void close() {
        shadow.close();
        maintenance.close();
    }
}
