package dev.rondo.server;

import dev.rondo.inference.Batch;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.Reference;
import dev.rondo.monitoring.ScoredRows;
import dev.rondo.registry.Registry;
import dev.rondo.training.Prepared;
import dev.rondo.training.Scoring;
import dev.rondo.training.Targets;
import dev.rondo.training.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        var inputs = new ArrayList<Map<String, @Nullable Object>>();
        for (var part : List.of("train", "validation", "test")) {
            var table = training.part(prepared, part);
            for (int row = 0; row < table.rows() && inputs.size() < MOST_ROWS; row++) {
                inputs.add(table.row(row));
            }
        }
        var source =
                prepared.plan().dataset()
                        + "/"
                        + prepared.plan().version()
                        + " "
                        + prepared.datasetDigest();
        var reference =
                Reference.build(
                        Batch.of(model.signature(), inputs),
                        heldOut(prepared, model),
                        model.target(),
                        model.policy(),
                        source);
        return monitoring.store(reference);
    }

    /** Scores of the rows that no tree was grown on. */
    private ScoredRows heldOut(Prepared prepared, LoadedModel model) {
        var scores = new ArrayList<Float>();
        var labels = new ArrayList<Boolean>();
        for (var part : List.of("validation", "test")) {
            var table = training.part(prepared, part);
            var positive = Targets.labels(table, prepared.target());
            var scored = Scoring.scores(model, table);
            for (int row = 0; row < table.rows(); row++) {
                scores.add((float) scored[row]);
                labels.add(positive[row]);
            }
        }
        var floats = new float[scores.size()];
        var booleans = new boolean[scores.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = scores.get(i);
            booleans[i] = labels.get(i);
        }
        return new ScoredRows(floats, booleans);
    }
}
