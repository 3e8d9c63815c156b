package dev.rondo.server;

import dev.rondo.data.Table;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.inference.Target;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.Reference;
import dev.rondo.monitoring.ScoredRows;
import dev.rondo.registry.Registry;
import dev.rondo.training.Prepared;
import dev.rondo.training.RunTables;
import dev.rondo.training.Scoring;
import dev.rondo.training.Targets;
import dev.rondo.training.TrainingRun;
import java.util.List;

/** Builds a version's reference from the rows that it was made from (rule 5.1). */
final class ReferenceBuilder {
    /** Rows enough for bins that do not move; more would only cost time. */
    private static final int MOST_ROWS = 100_000;

    private final TrainingRun training;
    private final Registry registry;
    private final Monitoring monitoring;

    ReferenceBuilder(TrainingRun training, Registry registry, Monitoring monitoring) {
        this.training = training;
        this.registry = registry;
        this.monitoring = monitoring;
    }

    /** The id of the stored reference; the same run gives the same one. */
    String build(Prepared prepared, String name, int version) {
        var model = ModelDirectory.load(registry.directory(name, version));
        var tables = training.tables(prepared);
        var plan = prepared.plan();
        var source = plan.dataset() + "/" + plan.version() + " " + prepared.datasetDigest();
        var reference =
                Reference.build(
                        tables.inputs(model, MOST_ROWS),
                        heldOut(tables, model, prepared.target()),
                        model.target(),
                        model.policy(),
                        source);
        return monitoring.store(reference);
    }

    /** Scores of the rows that no tree was grown on. */
    private static ScoredRows heldOut(RunTables tables, LoadedModel model, Target target) {
        int rows = tables.validation().rows() + tables.test().rows();
        var scores = new float[rows];
        var labels = new boolean[rows];
        int at = 0;
        for (Table part : List.of(tables.validation(), tables.test())) {
            var positive = Targets.labels(part, target);
            var scored = Scoring.scores(model, part);
            for (int row = 0; row < part.rows(); row++, at++) {
                scores[at] = (float) scored[row];
                labels[at] = positive[row];
            }
        }
        return new ScoredRows(scores, labels);
    }
}
