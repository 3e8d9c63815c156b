package dev.rondo.tracking;

import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import java.time.InstantSource;

/**
 * Experiments and their runs: parameters, metrics, tags, inputs and artifacts.
 *
 * <pre>{@code
 * var experiment = tracking.experiments().namedOrNew("churn");
 * var run = tracking.runs().create(NewRun.of(experiment.id(), "xgboost")).run();
 * tracking.runs().log(run.id(), RunBatch.params(Map.of("max_depth", "6")));
 * tracking.runs().finish(run.id(), RunStatus.FINISHED);
 * }</pre>
 */
public final class Tracking {
    /** The experiment that is always there. */
    public static final String DEFAULT_EXPERIMENT = "0";

    private final Experiments experiments;
    private final Runs runs;
    private final LoggedModels loggedModels;
    private final Artifacts artifacts;
    private final Imports imports;

    /** Brings the room's tables up to date. */
    public Tracking(Db db, Blobs blobs, InstantSource clock) {
        Migrations.apply(db, "tracking", Tracking.class);
        experiments = new Experiments(db, clock);
        runs = new Runs(db, clock);
        loggedModels = new LoggedModels(db, clock);
        artifacts = new Artifacts(db, blobs, clock);
        imports = new Imports(db);
        experiments.makeDefault();
    }

    public Experiments experiments() {
        return experiments;
    }

    public Runs runs() {
        return runs;
    }

    public LoggedModels loggedModels() {
        return loggedModels;
    }

    public Artifacts artifacts() {
        return artifacts;
    }

    public Imports imports() {
        return imports;
    }
}
