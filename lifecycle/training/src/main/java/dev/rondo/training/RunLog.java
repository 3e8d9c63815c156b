package dev.rondo.training;

import dev.rondo.tracking.Limits;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.Run;
import dev.rondo.tracking.RunBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training run logs to its tracked run. Every metric carries the run's start as its time, so
 * that a step that runs again logs the very same measurements, which change nothing.
 */
final class RunLog {
    private RunLog() {}

    static RunBatch prepared(Prepared prepared) {
        var plan = prepared.plan();
        var params = new TreeMap<String, String>();
        params.put("dataset", plan.dataset() + "/" + plan.version());
        params.put("dataset_digest", prepared.datasetDigest());
        params.put("target", prepared.target().column());
        params.put("positive", prepared.target().positive());
        params.put("features", Integer.toString(prepared.features().size()));
        params.put("gains", TrainingJson.tree(prepared.gains()).toString());
        params.put("seed", Long.toString(plan.seed()));
        params.put("rounds", Integer.toString(plan.rounds()));
        prepared.partRows().forEach((part, rows) -> params.put(part + "_rows", rows.toString()));
        if (plan.key() != null) {
            params.put("key", plan.key());
        }
        return RunBatch.params(params);
    }

    /** Several batches, as a long training has more metrics than one may have. */
    static List<RunBatch> trained(Run run, TrainedModel model) {
        var metrics = new ArrayList<Metric>();
        for (var round : model.rounds()) {
            metrics.add(metric(run, "train_log_loss", round.trainLogLoss(), round.round()));
            metrics.add(
                    metric(run, "validation_log_loss", round.validationLogLoss(), round.round()));
        }
        metrics.add(metric(run, "best_round", model.bestRound(), 0));
        var params = new TreeMap<String, String>();
        model.parameters().forEach((name, value) -> params.put("xgboost." + name, value));
        var batches = new ArrayList<RunBatch>();
        batches.add(RunBatch.params(params));
        for (int from = 0; from < metrics.size(); from += Limits.BATCH_METRICS) {
            int to = Math.min(metrics.size(), from + Limits.BATCH_METRICS);
            batches.add(RunBatch.metrics(metrics.subList(from, to)));
        }
        return batches;
    }

    static RunBatch evaluated(Run run, EvaluationReport report) {
        var metrics = new ArrayList<Metric>();
        for (var evaluation : List.of(report.validation(), report.test())) {
            var part = evaluation.part() + "_";
            metrics.add(metric(run, part + "roc_auc", evaluation.rocAuc().value(), 0));
            metrics.add(
                    metric(
                            run,
                            part + "average_precision",
                            evaluation.averagePrecision().value(),
                            0));
            metrics.add(metric(run, part + "brier", evaluation.brier(), 0));
            metrics.add(metric(run, part + "calibration_error", evaluation.calibrationError(), 0));
            metrics.add(metric(run, part + "precision", evaluation.precision().value(), 0));
            metrics.add(metric(run, part + "recall", evaluation.recall().value(), 0));
            metrics.add(metric(run, part + "f1", evaluation.f1(), 0));
            metrics.add(
                    metric(
                            run,
                            part + "money_per_decision",
                            evaluation.moneyPerDecision().value(),
                            0));
        }
        metrics.add(metric(run, "test_log_loss", report.test().logLoss(), 0));
        metrics.add(metric(run, "threshold", report.threshold().used(), 0));
        return RunBatch.metrics(metrics);
    }

    static RunBatch gated(GateReport report) {
        return RunBatch.tags(Map.of("rondo.gate", report.passed() ? "passed" : "refused"));
    }

    private static Metric metric(Run run, String key, double value, long step) {
        return new Metric(key, value, run.startMillis(), step);
    }
}
