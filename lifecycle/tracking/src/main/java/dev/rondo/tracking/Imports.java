package dev.rondo.tracking;

import dev.rondo.base.Digests;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Takes over what another server has, with its ids, times and stages. Everything may be given again
 * and again: what is there is brought up to date and nothing is doubled. An id that something else
 * has here already becomes another one, which is the same each time.
 *
 * <p>Two experiments are the same when their names are; two runs or logged models when their ids
 * and the times of their making are.
 */
public final class Imports {
    private static final String LOCK = "tracking_imports";

    private final Db db;
    private final IdSet ids;

    Imports(Db db) {
        this.db = db;
        ids = new IdSet(db);
    }

    /**
     * Takes over an experiment. One of the name that is there keeps its id, times and stage and
     * gets the tags. The address of files is ours.
     */
    public Experiment experiment(Experiment theirs) {
        Checks.experimentName(theirs.name());
        return db.write(tx -> {
            tx.lock("tracking_experiments");
            var named = ExperimentTable.named(tx, theirs.name());
            var ours = named.isPresent() ? named.get() : insert(tx, theirs);
            Texts.EXPERIMENT_TAGS.put(tx, ExperimentTable.number(ours), theirs.tags());
            return ExperimentTable.withTags(tx, ours);
        });
    }

    private static Experiment insert(Tx tx, Experiment theirs) {
        boolean free =
                theirs.id().matches("[0-9]{1,18}")
                        && ExperimentTable.find(tx, Long.parseLong(theirs.id())).isEmpty();
        var wanted = NewExperiment.named(theirs.name());
        var made =
                free
                        ? ExperimentTable.insert(
                                tx, Long.parseLong(theirs.id()), wanted, theirs.creationMillis())
                        : ExperimentTable.create(tx, wanted, theirs.creationMillis());
        tx.update(
                "UPDATE tracking_experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?",
                theirs.lifecycleStage().name(),
                theirs.lastUpdateMillis(),
                ExperimentTable.number(made));
        return ExperimentTable.require(tx, made.id());
    }

    /**
     * Takes over a run with its parameters, tags, inputs and outputs; its metrics come by {@link
     * #metrics}. Its experiment is one of ours, in the bin or not.
     */
    public Run run(RunDetails theirs) {
        var run = theirs.run();
        Checks.runId(run.id());
        return db.write(tx -> {
            tx.lock(LOCK);
            var experiment = ExperimentTable.require(tx, run.experimentId());
            var id =
                    idFor(
                            run.id(),
                            "",
                            candidate -> sameOrFree(run(tx, candidate), run.startMillis()));
            if (run(tx, id).isEmpty()) {
                RunTable.insert(tx, renamed(run, id, experiment), null);
            }
            var head = RunTable.head(tx, db.dialect(), id);
            update(tx, head, run);
            addValues(tx, id, head, theirs);
            return RunTable.require(tx, id);
        });
    }

    private static Run renamed(Run run, String id, Experiment experiment) {
        return new Run(
                id,
                experiment.id(),
                run.name(),
                run.userId(),
                run.status(),
                run.lifecycleStage(),
                run.startMillis(),
                null,
                ArtifactUris.append(experiment.artifactLocation(), id + "/artifacts"));
    }

    private static void update(Tx tx, RunHead ours, Run theirs) {
        tx.update(
                "UPDATE tracking_runs SET name = ?, status = ?, lifecycle_stage = ?, end_time = ? WHERE run_number = ?",
                theirs.name(),
                theirs.status().name(),
                theirs.lifecycleStage().name(),
                theirs.endMillis(),
                ours.number());
        RunTable.sortEnded(tx, ours, theirs.status());
    }

    private static void addValues(Tx tx, String id, RunHead run, RunDetails theirs) {
        Texts.RUN_PARAMS.put(tx, run.number(), theirs.params());
        Texts.RUN_TAGS.put(tx, run.number(), theirs.tags());
        InputTable.addDatasets(tx, id, run.experiment(), theirs.datasets());
        InputTable.addModels(tx, id, theirs.modelInputs());
        InputTable.addOutputs(tx, id, theirs.modelOutputs());
    }

    private static Optional<Long> run(Tx tx, String id) {
        return tx.first(
                "SELECT start_time FROM tracking_runs WHERE run_id = ?",
                row -> row.integer("start_time"),
                id);
    }

    /** Adds measurements to a run, in the bin or not; those that are there already stay. */
    public void metrics(String runId, List<Metric> metrics) {
        db.execute(tx -> {
            MetricTable.add(tx, RunTable.head(tx, db.dialect(), runId), metrics);
        });
    }

    /**
     * Takes over a logged model with its parameters, tags and metrics. Experiment and runs are
     * ours.
     */
    public LoggedModel loggedModel(LoggedModel theirs) {
        return db.write(tx -> {
            tx.lock(LOCK);
            var experiment = ExperimentTable.require(tx, theirs.experimentId());
            var id =
                    idFor(
                            theirs.id(),
                            "m-",
                            candidate -> sameOrFree(model(tx, candidate), theirs.creationMillis()));
            if (model(tx, id).isEmpty()) {
                LoggedModelTable.insert(tx, renamed(theirs, id, experiment));
            }
            tx.update(
                    "UPDATE tracking_logged_models SET status = ?, last_update_time = ? WHERE model_id = ?",
                    theirs.status().name(),
                    theirs.lastUpdateMillis(),
                    id);
            Texts.MODEL_TAGS.put(tx, id, theirs.tags());
            Texts.MODEL_PARAMS.put(tx, id, theirs.params());
            addMetrics(tx, id, theirs.metrics());
            return LoggedModelTable.require(tx, id);
        });
    }

    private static LoggedModel renamed(LoggedModel model, String id, Experiment experiment) {
        return new LoggedModel(
                id,
                experiment.id(),
                model.name(),
                ArtifactUris.append(experiment.artifactLocation(), "models/" + id + "/artifacts"),
                model.creationMillis(),
                model.lastUpdateMillis(),
                model.status(),
                model.modelType(),
                model.sourceRunId(),
                model.statusMessage(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private void addMetrics(Tx tx, String id, List<RunMetric> theirs) {
        var byRun = new TreeMap<String, List<Metric>>();
        for (var each : theirs) {
            var metric = each.metric();
            byRun.computeIfAbsent(each.runId(), _ -> new ArrayList<>())
                    .add(
                            new Metric(
                                    metric.key(),
                                    metric.value(),
                                    metric.timestampMillis(),
                                    metric.step(),
                                    id,
                                    metric.datasetName(),
                                    metric.datasetDigest()));
        }
        byRun.forEach((run, metrics) -> {
            LoggedModelMetrics.add(
                    tx, ids, run, RunTable.head(tx, db.dialect(), run).experiment(), metrics);
        });
    }

    private static Optional<Long> model(Tx tx, String id) {
        return tx.first(
                "SELECT creation_time FROM tracking_logged_models WHERE model_id = ?",
                row -> row.integer("creation_time"),
                id);
    }

    private static boolean sameOrFree(Optional<Long> madeAt, long theirs) {
        return madeAt.isEmpty() || madeAt.get() == theirs;
    }

    /** The id itself or, as long as others have it, one that follows from it. */
    private static String idFor(String id, String prefix, Predicate<String> fits) {
        var candidate = id;
        while (!fits.test(candidate)) {
            var digest = Digests.of(candidate);
            candidate = prefix + digest.substring(digest.length() - 32);
        }
        return candidate;
    }
}
