package dev.rondo.tracking;

import dev.rondo.base.Ids;
import dev.rondo.base.Page;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Experiments and their runs: parameters, metrics, tags, inputs and artifacts.
 *
 * <pre>{@code
 * var experiment = tracking.experimentNamed("churn");
 * var run = tracking.startRun(experiment.id(), "xgboost", Map.of(), null);
 * tracking.log(run.id(), RunBatch.params(Map.of("max_depth", "6")));
 * tracking.finish(run.id(), RunStatus.FINISHED);
 * }</pre>
 */
public final class Tracking {
    /** The experiment that is always there. */
    public static final String DEFAULT_EXPERIMENT = "0";

    private final Db db;
    private final InstantSource clock;
    private final Artifacts artifacts;

    /** Brings the room's tables up to date. */
    public Tracking(Db db, Blobs blobs, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        artifacts = new Artifacts(db, blobs);
        Migrations.apply(db, "tracking", Tracking.class);
        if (experiment(DEFAULT_EXPERIMENT).isEmpty()) {
            db.execute(tx -> ExperimentTable.createDefault(tx, clock.millis()));
        }
    }

    /**
     * Makes an experiment.
     *
     * @throws dev.rondo.base.RondoException of kind CONFLICT {@code experiment.exists} when the
     *     name is taken
     */
    public Experiment createExperiment(String name, Map<String, String> tags) {
        Checks.name("name", name, Limits.EXPERIMENT_NAME);
        Checks.values("tags", tags, Limits.EXPERIMENT_TAG_VALUE);
        return db.write(tx -> ExperimentTable.create(tx, name, tags, clock.millis()));
    }

    /** The experiment of this name, made if there is none. */
    public Experiment experimentNamed(String name) {
        Checks.name("name", name, Limits.EXPERIMENT_NAME);
        return db.read(tx -> ExperimentTable.named(tx, name))
                .orElseGet(
                        () -> db.write(tx -> ExperimentTable.namedOrNew(tx, name, clock.millis())));
    }

    public Optional<Experiment> experiment(String id) {
        return db.read(tx -> ExperimentTable.find(tx, id));
    }

    /** The active experiments, latest first. */
    public Page<Experiment> experiments(int limit, @Nullable String pageToken) {
        Page.checkLimit(limit);
        long before = ExperimentTable.placeOf(pageToken);
        var found = db.read(tx -> ExperimentTable.below(tx, before, limit + 1));
        return Page.cut(found, limit, Experiment::id);
    }

    /**
     * Starts a run.
     *
     * @param name "" for one made of the id
     * @param onceKey when a run was started with this key before, that run is the answer and
     *     nothing is changed; null to start one always
     */
    public Run startRun(
            String experimentId, String name, Map<String, String> tags, @Nullable String onceKey) {
        return db.write(tx -> startRun(tx, experimentId, name, tags, onceKey));
    }

    public Run startRun(
            Tx tx,
            String experimentId,
            String name,
            Map<String, String> tags,
            @Nullable String onceKey) {
        Checks.values("tags", tags, Limits.TAG_VALUE);
        var experiment = ExperimentTable.require(tx, experimentId);
        var id = Ids.random();
        var shown = name.isEmpty() ? "run-" + id.substring(0, 8) : name;
        Checks.name("name", shown, Limits.RUN_NAME);
        var run =
                new Run(
                        id,
                        experiment.id(),
                        shown,
                        RunStatus.RUNNING,
                        LifecycleStage.ACTIVE,
                        clock.millis(),
                        null);
        if (!RunTable.insert(tx, run, onceKey)) {
            return RunTable.once(tx, Objects.requireNonNull(onceKey));
        }
        RunValues.setTags(tx, id, tags);
        return run;
    }

    /**
     * Logs all of the batch or nothing. A metric that was logged before, and a parameter with the
     * value that it has, change nothing; a tag is replaced.
     *
     * @throws dev.rondo.base.RondoException of kind CONFLICT {@code param.changed} when a parameter
     *     has another value already
     */
    public void log(String runId, RunBatch batch) {
        db.execute(tx -> log(tx, runId, batch));
    }

    public void log(Tx tx, String runId, RunBatch batch) {
        Checks.batch(batch);
        RunTable.requireActive(tx, runId);
        RunValues.addMetrics(tx, runId, batch.metrics());
        RunValues.addParams(tx, runId, batch.params());
        RunValues.setTags(tx, runId, batch.tags());
    }

    public void logInput(String runId, DatasetInput input) {
        db.execute(tx -> logInput(tx, runId, input));
    }

    public void logInput(Tx tx, String runId, DatasetInput input) {
        Checks.input(input);
        InputTable.add(tx, RunTable.requireActive(tx, runId), input);
    }

    /** Sets the status; one that ends the run sets its end time too. */
    public Run finish(String runId, RunStatus status) {
        return db.write(tx -> finish(tx, runId, status));
    }

    public Run finish(Tx tx, String runId, RunStatus status) {
        RunTable.requireActive(tx, runId);
        if (status.ended()) {
            RunTable.end(tx, runId, status, clock.millis());
        } else {
            RunTable.goOn(tx, runId, status);
        }
        return RunTable.require(tx, runId);
    }

    /**
     * A run with all that was logged to it.
     *
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code run.not_found}
     */
    public RunDetails run(String runId) {
        return db.read(tx -> Details.of(tx, List.of(RunTable.require(tx, runId)))).getFirst();
    }

    /**
     * Active runs, latest start first.
     *
     * @param experimentId null for those of every experiment
     */
    public Page<RunDetails> runs(
            @Nullable String experimentId, int limit, @Nullable String pageToken) {
        Page.checkLimit(limit);
        var place = Place.of(pageToken);
        var found =
                db.read(tx -> {
                    var experiment =
                            Optional.ofNullable(experimentId)
                                    .map(id -> ExperimentTable.require(tx, id))
                                    .map(each -> Long.valueOf(each.id()));
                    return Details.of(tx, RunTable.after(tx, experiment, place, limit + 1));
                });
        return Page.cut(
                found, limit, each -> new Place(each.run().startMillis(), each.run().id()).token());
    }

    /** Every measurement of a key, ordered by timestamp, step and value. */
    public List<Metric> metricHistory(String runId, String key) {
        return db.read(tx -> {
            RunTable.require(tx, runId);
            return RunValues.history(tx, runId, key);
        });
    }

    public Artifacts artifacts() {
        return artifacts;
    }
}
