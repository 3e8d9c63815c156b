package dev.rondo.training;

import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.inference.ModelPackage;
import dev.rondo.inference.XgboostModel;
import dev.rondo.measures.RocAuc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes trees and encoder into a model directory with a decision policy, and judges it. */
final class Candidate {
    /** Rows of an outcome below which figures say little. */
    private static final int FEW = 30;

    private final Prepared prepared;
    private final Map<String, Table> parts;
    private final Evaluator evaluator;

    Candidate(Prepared prepared, Map<String, Table> parts) {
        this.prepared = prepared;
        this.parts = parts;
        this.evaluator = new Evaluator(prepared.plan().seed());
    }

    /** Chooses the threshold on validation, with the scores that serving will compute. */
    ThresholdReport threshold(byte[] xgboost, Encoder encoder) {
        var validation = part(Parts.VALIDATION);
        var batches = new Batches(validation, encoder.signature());
        var kernel = XgboostModel.load(xgboost);
        var margins = kernel.margins(encoder.encode(batches.rows(0, validation.rows())));
        var scores = new double[margins.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = kernel.score(margins[row]);
        }
        return evaluator.threshold(
                scores,
                labels(validation),
                prepared.gains(),
                prepared.plan().gate().maximumCalibrationError());
    }

    /** Writes the model directory; the same candidate gives the same bytes. */
    LoadedModel write(
            Path folder,
            byte[] xgboost,
            Encoder encoder,
            ThresholdReport threshold,
            long startMillis) {
        var plan = prepared.plan();
        var policy =
                new DecisionPolicy(threshold.used(), prepared.gains(), "run-" + prepared.runId());
        var metadata =
                Map.of(
                        "run_id", prepared.runId(),
                        "utc_time_created", Micros.format(startMillis * 1000),
                        "dataset", plan.dataset() + "/" + plan.version(),
                        "dataset_digest", prepared.datasetDigest());
        ModelDirectory.write(
                folder, new ModelPackage(encoder, prepared.target(), policy, xgboost, metadata));
        return ModelDirectory.load(folder);
    }

    EvaluationReport evaluate(
            LoadedModel model,
            ThresholdReport threshold,
            List<FeatureImportance> importances,
            @Nullable LoadedModel incumbent) {
        var test = evaluate(Parts.TEST, model);
        return new EvaluationReport(
                threshold,
                evaluate(Parts.VALIDATION, model),
                test,
                incumbent == null ? null : compare(model, incumbent),
                importances,
                warnings(test));
    }

    private List<String> warnings(Evaluation test) {
        var leaks = new LeakCheck(part(Parts.TRAIN), part(Parts.VALIDATION), prepared.target());
        var warnings = new ArrayList<>(leaks.warnings(prepared.features()));
        long rarer = Math.min(test.positives(), test.rows() - test.positives());
        if (rarer < FEW) {
            warnings.add(
                    "only %d of the %d test rows have the rarer outcome: the figures are uncertain"
                            .formatted(rarer, test.rows()));
        }
        return warnings;
    }

    private Evaluation evaluate(String name, LoadedModel model) {
        var part = part(name);
        return evaluator.evaluate(
                name,
                Scoring.scores(model, part),
                labels(part),
                model.policy().threshold(),
                prepared.gains());
    }

    /** Both on the test part, each with its own threshold; the money is by this plan's gains. */
    private IncumbentComparison compare(LoadedModel candidate, LoadedModel incumbent) {
        var name = String.valueOf(prepared.plan().incumbent());
        var test = part(Parts.TEST);
        var positive = labels(test);
        double[] old;
        try {
            old = Scoring.scores(incumbent, test);
        } catch (RondoException e) {
            return new IncumbentComparison(name, null, null, null, e.getMessage());
        }
        var fresh = Scoring.scores(candidate, test);
        double threshold = incumbent.policy().threshold();
        return new IncumbentComparison(
                name,
                evaluator.evaluate(Parts.TEST, old, positive, threshold, prepared.gains()),
                Evaluator.moneyDifference(
                        Evaluator.decisions(old, threshold),
                        Evaluator.decisions(fresh, candidate.policy().threshold()),
                        positive,
                        prepared.gains()),
                RocAuc.paired(old, fresh, positive, Evaluator.LEVEL).difference(),
                null);
    }

    private boolean[] labels(Table part) {
        return Targets.labels(part, prepared.target());
    }

    private Table part(String name) {
        return Parts.named(parts, name);
    }
}
