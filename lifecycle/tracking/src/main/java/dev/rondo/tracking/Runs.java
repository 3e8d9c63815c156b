package dev.rondo.tracking;

import dev.rondo.base.Ids;
import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs, and what is logged to them. An id that names nothing is NOT_FOUND {@code run.not_found};
 * what changes a run answers CONFLICT {@code run.deleted} for one in the bin. A run that has ended
 * may still be changed.
 */
public final class Runs {
    private final Db db;
    private final InstantSource clock;
    private final IdSet ids;
    private final Details details;
    private final History history;
    private final RunSearch search;

    Runs(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        ids = new IdSet(db);
        details = new Details(db);
        history = new History(db);
        search = new RunSearch(db);
    }

    /** Starts a run. */
    public RunDetails create(NewRun wanted) {
        return db.write(tx -> create(tx, wanted));
    }

    public RunDetails create(Tx tx, NewRun wanted) {
        var name = RunNames.of(wanted, ThreadLocalRandom.current());
        var tags = RunNames.tagged(Checks.tagsOfNewRun(wanted.tags()), name);
        var experiment = ExperimentTable.requireActive(tx, wanted.experimentId());
        var id = Ids.random();
        var start = wanted.startMillis();
        var run =
                new Run(
                        id,
                        experiment.id(),
                        name,
                        wanted.userId(),
                        RunStatus.RUNNING,
                        LifecycleStage.ACTIVE,
                        start == null ? clock.millis() : start,
                        null,
                        ArtifactUris.append(experiment.artifactLocation(), id + "/artifacts"));
        var number = RunTable.insert(tx, run, wanted.onceKey());
        if (number.isEmpty()) {
            var earlier = RunTable.once(tx, Objects.requireNonNull(wanted.onceKey()));
            return details.of(tx, List.of(earlier)).getFirst();
        }
        Texts.RUN_TAGS.put(tx, number.get(), tags);
        return new RunDetails(run, List.of(), Map.of(), tags, List.of(), List.of(), List.of());
    }

    /** A run with all that was logged to it, also when it is in the bin. */
    public RunDetails get(String id) {
        return db.read(tx -> details.of(tx, List.of(RunTable.requireStored(tx, id)))).getFirst();
    }

    /** Changes status, end or name. Any status may follow any other. */
    public Run update(String id, RunUpdate update) {
        return db.write(tx -> update(tx, id, update));
    }

    public Run update(Tx tx, String id, RunUpdate update) {
        var run = RunTable.requireActive(tx, db.dialect(), id);
        RunTable.update(tx, run, update);
        var name = update.name();
        if (name != null) {
            RunValues.setTags(
                    tx, run.number(), Map.of(RunNames.TAG, Lengths.cut(name, Limits.TAG_VALUE)));
        }
        return RunTable.require(tx, id);
    }

    /** Sets a status that ends the run, and its end to now unless it has ended already. */
    public Run finish(String id, RunStatus status) {
        return db.write(tx -> finish(tx, id, status));
    }

    public Run finish(Tx tx, String id, RunStatus status) {
        if (!status.ended()) {
            throw new IllegalArgumentException(status + " ends no run");
        }
        RunTable.end(tx, RunTable.requireActive(tx, db.dialect(), id), status, clock.millis());
        return RunTable.require(tx, id);
    }

    /** Puts a run into the bin, where it may be already. */
    public void delete(String id) {
        db.execute(tx -> RunTable.move(tx, id, LifecycleStage.DELETED));
    }

    /** Takes a run out of the bin, where it need not be. */
    public void restore(String id) {
        db.execute(tx -> RunTable.move(tx, id, LifecycleStage.ACTIVE));
    }

    /**
     * Logs all of the batch or nothing. A point of a metric that was logged before, and a parameter
     * with the value that it has, change nothing; a tag is replaced, and the tag {@code
     * mlflow.runName} renames the run. Values that are too long are cut, see {@link Limits}.
     *
     * @throws RondoException of kind CONFLICT {@code param.changed} when a parameter has another
     *     value already, of kind NOT_FOUND {@code model.not_found} when a metric names a model that
     *     is not there, of kind USER or LIMIT for what cannot be a key, or is too much
     */
    public void log(String id, RunBatch batch) {
        var checked = check(id, batch);
        db.execute(tx -> write(tx, id, checked));
    }

    public void log(Tx tx, String id, RunBatch batch) {
        write(tx, id, check(id, batch));
    }

    private static RunBatch check(String id, RunBatch batch) {
        if (!batch.single()) {
            Checks.runId(id);
        }
        return Checks.batch(batch);
    }

    private void write(Tx tx, String id, RunBatch batch) {
        var run = RunTable.requireActive(tx, db.dialect(), id);
        MetricTable.add(tx, run, batch.metrics());
        LoggedModelMetrics.add(tx, ids, id, run.experiment(), batch.metrics());
        RunValues.addParams(tx, id, run.number(), batch);
        RunValues.setTags(tx, run.number(), batch.tags());
    }

    /**
     * Removes a tag.
     *
     * @throws RondoException of kind NOT_FOUND {@code tag.not_found} when the run has no such tag
     */
    public void deleteTag(String id, String key) {
        db.execute(tx -> {
            var run = RunTable.requireActive(tx, db.dialect(), id);
            if (!Texts.RUN_TAGS.remove(tx, run.number(), key)) {
                throw RondoException.notFound(
                        "tag.not_found",
                        "No tag with name: %s in run with id %s".formatted(key, id));
            }
        });
    }

    /**
     * Says what a run has read. What is there already stays as it is; models are not looked up.
     *
     * @throws RondoException of kind LIMIT for what is too long
     */
    public void logInputs(String id, List<DatasetInput> datasets, List<ModelInput> models) {
        db.execute(tx -> logInputs(tx, id, datasets, models));
    }

    public void logInputs(Tx tx, String id, List<DatasetInput> datasets, List<ModelInput> models) {
        Checks.runId(id);
        datasets.forEach(Checks::input);
        var run = RunTable.requireActive(tx, db.dialect(), id);
        InputTable.addDatasets(tx, id, run.experiment(), datasets);
        InputTable.addModels(tx, id, models);
    }

    /**
     * Adds to the run's tag {@code mlflow.log-model.history} what an old client says of a model
     * that it has stored among the run's files.
     *
     * @param model JSON
     * @throws RondoException of kind USER {@code model.json} for what is none, or says too little
     */
    public void logModel(String id, String model) {
        var entry = ModelHistory.check(model);
        db.execute(tx -> {
            var run = RunTable.requireActive(tx, db.dialect(), id);
            tx.lock("tracking_tags");
            var tags = Texts.RUN_TAGS.of(tx, run.number());
            var history = ModelHistory.append(tags.get(ModelHistory.TAG), entry);
            Texts.RUN_TAGS.put(tx, run.number(), Map.of(ModelHistory.TAG, history));
        });
    }

    /** Says which models a run has made, and when; they are not looked up. */
    public void logOutputs(String id, List<ModelOutput> models) {
        db.execute(tx -> {
            RunTable.requireActive(tx, db.dialect(), id);
            InputTable.addOutputs(tx, id, models);
        });
    }

    /**
     * The points of a metric by timestamp, step and value; none where run or key is unknown.
     *
     * @param maxResults null for all that are left
     * @throws RondoException of kind USER {@code page.limit} for less than one, {@code page.token}
     */
    public Page<Metric> history(
            String id, String key, @Nullable Integer maxResults, @Nullable String pageToken) {
        if (maxResults != null && maxResults < 1) {
            throw RondoException.user(
                    "page.limit",
                    "Invalid value %d for parameter 'max_results' supplied. It must be a positive integer."
                            .formatted(maxResults));
        }
        var place = HistoryPlace.of(pageToken);
        int limit = maxResults == null ? Integer.MAX_VALUE - 1 : maxResults;
        var found = db.read(tx -> History.after(tx, id, key, place, limit + 1));
        return Page.cut(found, limit, last -> HistoryPlace.of(last).token());
    }

    /**
     * The points of a metric in several runs by run, timestamp, step and value, cut after so many,
     * and after {@link Limits#BULK_HISTORY}. Unknown runs have none.
     */
    public List<RunMetric> historyBulk(List<String> runIds, String key, int max) {
        int most = Math.min(max, Limits.BULK_HISTORY);
        return db.read(tx -> history.bulk(tx, runIds, key, most));
    }

    /**
     * Points of a metric spread evenly over the steps of each run, the first and the last among
     * them, in the order of the runs as they are asked for, then step, timestamp and value.
     *
     * @param startStep the least step that counts; null for any
     * @param endStep the greatest step that counts; null for any
     * @param max points of each run, 1 to {@link Limits#SAMPLES}
     * @throws RondoException of kind USER {@code page.limit}
     */
    public List<RunMetric> historySampled(
            List<String> runIds,
            String key,
            @Nullable Long startStep,
            @Nullable Long endStep,
            int max) {
        if (max < 1 || max > Limits.SAMPLES) {
            throw RondoException.user(
                    "page.limit",
                    "max_results must be between 1 and %d.".formatted(Limits.SAMPLES));
        }
        long start = startStep == null ? Long.MIN_VALUE : startStep;
        long end = endStep == null ? Long.MAX_VALUE : endStep;
        return db.read(tx -> history.sampled(tx, runIds, key, start, end, max));
    }

    /** What datasets runs of these experiments have read, at most {@link Limits#DATASETS}. */
    public List<DatasetSummary> datasets(List<String> experimentIds) {
        return db.read(tx -> InputTable.datasets(tx, ids, experimentIds));
    }

    /**
     * Finds runs, with all that they have. The page token stands for a place in the order, so that
     * runs which come and go meanwhile neither repeat nor hide others.
     *
     * @throws RondoException of kind USER for a filter, order, token or experiment id that cannot
     *     be read
     */
    public Page<RunDetails> search(RunQuery query) {
        return search.find(query);
    }
}
