package dev.rondo.training;

import static java.util.Objects.requireNonNull;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.data.Datasets;
import dev.rondo.data.Table;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.inference.Target;
import dev.rondo.measures.CostMatrix;
import dev.rondo.registry.Lineage;
import dev.rondo.registry.Registration;
import dev.rondo.registry.Registry;
import dev.rondo.tracking.DatasetInput;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.RunBatch;
import dev.rondo.tracking.RunStatus;
import dev.rondo.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Training from a dataset version to a registered model, one method per step of a pipeline:
 *
 * <pre>{@code
 * var prepared = runs.prepare(plan, key);      // target, features, parts; starts the tracked run
 * runs.train(prepared, work, round -> {});     // the child process; model and metrics by round
 * runs.evaluate(prepared, work);               // threshold, model directory, figures in money
 * var gate = runs.gate(prepared);
 * if (gate.passed()) {
 *     runs.register(prepared, work);           // the version
 * }
 * runs.finish(prepared);
 * }</pre>
 *
 * <p>A step may run again after a crash, also on another machine. Each takes all it needs from
 * {@link Prepared}, the dataset and the artifacts of the tracked run, keeps nothing in this object,
 * and leaves its record among the artifacts last: where the record stands, the step answers with it
 * and does no more. Work that a crash cut off is done again with the same result, since every
 * random choice is seeded and every metric logged with the run's own time. The work folder may be
 * empty at each step.
 */
public final class TrainingRun {
    private final Datasets datasets;
    private final Tracking tracking;
    private final Registry registry;
    private final Trainer trainer;

    public TrainingRun(Datasets datasets, Tracking tracking, Registry registry, Trainer trainer) {
        this.datasets = datasets;
        this.tracking = tracking;
        this.registry = registry;
        this.trainer = trainer;
    }

    /**
     * Looks at the data and starts the tracked run.
     *
     * @param onceKey the same key gives the same tracked run
     * @throws RondoException of kind USER or NOT_FOUND when the plan or the table cannot work
     */
    public Prepared prepare(TrainingPlan plan, String onceKey) {
        if (plan.incumbent() != null) {
            registry.resolve(plan.incumbent());
        }
        var version = datasets.get(plan.dataset(), plan.version());
        var whole = datasets.read(plan.dataset(), plan.version());
        var target = Targets.resolve(whole, plan.target(), plan.positive());
        var table = Targets.known(whole, plan.target());
        var choice = Features.choose(table, plan.target(), plan.key(), Set.copyOf(plan.exclude()));
        var partRows = new HashMap<String, Integer>();
        Parts.of(table, target, choice.columns(), plan.key())
                .forEach((name, part) -> partRows.put(name, part.rows()));
        spec(plan, target, choice.columns());
        double share = Targets.positiveShare(table, target);
        var gains = plan.gains();
        var experiment = tracking.experiments().namedOrNew(plan.model());
        var run = tracking.runs().create(NewRun.of(experiment.id(), "").once(onceKey)).run();
        var prepared =
                new Prepared(
                        plan,
                        run.id(),
                        version.digest(),
                        target,
                        gains == null ? CostMatrix.balanced(share) : gains,
                        choice.columns(),
                        choice.excluded(),
                        table.rows(),
                        whole.rows() - table.rows(),
                        share,
                        partRows);
        tracking.runs().log(run.id(), RunLog.prepared(prepared));
        var input =
                DatasetInput.version(plan.dataset(), plan.version(), version.digest(), Parts.TRAIN);
        tracking.runs().logInputs(run.id(), List.of(input), List.of());
        return prepared;
    }

    /**
     * Trains in a child process.
     *
     * @param progress called for every round, on another thread
     * @throws RondoException as {@link Trainer#train} does
     */
    public Trained train(Prepared prepared, Path work, Consumer<BoostingRound> progress) {
        var files = files(prepared);
        var earlier = files.record(RunFiles.TRAINED, Trained.class);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var parts = parts(prepared);
        var model =
                trainer.train(
                        spec(prepared.plan(), prepared.target(), prepared.features()),
                        Parts.named(parts, Parts.TRAIN),
                        Parts.named(parts, Parts.VALIDATION),
                        work,
                        progress);
        files.write(RunFiles.XGBOOST, model.xgboost());
        files.write(RunFiles.ENCODER, model.encoder().toJson());
        var run = tracking.runs().get(prepared.runId()).run();
        RunLog.trained(run, model).forEach(batch -> tracking.runs().log(run.id(), batch));
        var best = model.rounds().get(model.bestRound());
        var trained =
                new Trained(
                        run.id(),
                        model.rounds().size(),
                        model.bestRound(),
                        best.trainLogLoss(),
                        best.validationLogLoss(),
                        model.importances());
        files.record(RunFiles.TRAINED, trained);
        return trained;
    }

    /** Chooses the threshold on validation, makes the model directory, and judges it on test. */
    public EvaluationReport evaluate(Prepared prepared, Path work) {
        var files = files(prepared);
        var earlier = files.record(RunFiles.EVALUATION, EvaluationReport.class);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var run = tracking.runs().get(prepared.runId()).run();
        var trained = files.required(RunFiles.TRAINED, Trained.class);
        var xgboost = files.read(RunFiles.XGBOOST);
        var encoder = Encoder.fromJson(files.read(RunFiles.ENCODER));
        var candidate = new Candidate(prepared, parts(prepared));
        var threshold = candidate.threshold(xgboost, encoder);
        var report =
                Folders.temporary(
                        work,
                        folder -> {
                            var model =
                                    candidate.write(
                                            folder, xgboost, encoder, threshold, run.startMillis());
                            files.upload(RunFiles.MODEL, folder);
                            return candidate.evaluate(
                                    model, threshold, trained.importances(), incumbent(prepared));
                        });
        tracking.runs().log(run.id(), RunLog.evaluated(run, report));
        files.record(RunFiles.EVALUATION, report);
        return report;
    }

    /** Decides whether the candidate may go on, by the plan's gate. */
    public GateReport gate(Prepared prepared) {
        var files = files(prepared);
        var evaluation = files.required(RunFiles.EVALUATION, EvaluationReport.class);
        var report = Gates.check(prepared.plan().gate(), evaluation.test(), evaluation.incumbent());
        tracking.runs().log(prepared.runId(), RunLog.gated(report));
        files.record(RunFiles.GATE, report);
        return report;
    }

    /** Makes the candidate a version of the plan's model; a second time gives the same version. */
    public Registered register(Prepared prepared, Path work) {
        var plan = prepared.plan();
        var lineage =
                new Lineage(
                        prepared.runId(), plan.dataset(), plan.version(), prepared.datasetDigest());
        var registration = new Registration(plan.model(), lineage, Map.of(), prepared.runId());
        var version =
                Folders.temporary(
                        work,
                        folder -> {
                            files(prepared).download(RunFiles.MODEL, folder);
                            return registry.register(registration, folder);
                        });
        return new Registered(
                prepared.runId(),
                version.name(),
                version.version(),
                requireNonNull(version.digest()));
    }

    /** Ends the tracked run, whatever the gate said. */
    public void finish(Prepared prepared) {
        tracking.runs().finish(prepared.runId(), RunStatus.FINISHED);
    }

    /** Ends the tracked run as failed, with the reason. */
    public void fail(Prepared prepared, String reason) {
        tracking.runs().log(prepared.runId(), RunBatch.tags(Map.of("rondo.failure", reason)));
        tracking.runs().finish(prepared.runId(), RunStatus.FAILED);
    }

    /** The run's table, cut again into the very same rows. */
    public RunTables tables(Prepared prepared) {
        var whole = whole(prepared);
        var parts = parts(prepared, whole);
        return new RunTables(
                whole,
                Parts.named(parts, Parts.TRAIN),
                Parts.named(parts, Parts.VALIDATION),
                Parts.named(parts, Parts.TEST));
    }

    private Map<String, Table> parts(Prepared prepared) {
        return parts(prepared, whole(prepared));
    }

    private Table whole(Prepared prepared) {
        var plan = prepared.plan();
        return Targets.known(datasets.read(plan.dataset(), plan.version()), plan.target());
    }

    private static Map<String, Table> parts(Prepared prepared, Table whole) {
        return Parts.of(whole, prepared.target(), prepared.features(), prepared.plan().key());
    }

    private @Nullable LoadedModel incumbent(Prepared prepared) {
        var reference = prepared.plan().incumbent();
        if (reference == null) {
            return null;
        }
        var version = registry.resolve(reference);
        return ModelDirectory.load(registry.directory(version.name(), version.version()));
    }

    private static TrainingSpec spec(TrainingPlan plan, Target target, List<Column> features) {
        return new TrainingSpec(
                target,
                features,
                plan.xgboostParameters(),
                plan.rounds(),
                TrainingSpec.EARLY_STOPPING,
                plan.seed(),
                Duration.ofSeconds(plan.timeoutSeconds()),
                plan.memoryMb());
    }

    private RunFiles files(Prepared prepared) {
        return new RunFiles(tracking.artifacts(), prepared.runId());
    }
}
