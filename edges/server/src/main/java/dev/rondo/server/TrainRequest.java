package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.measures.CostMatrix;
import dev.rondo.training.GateSpec;
import dev.rondo.training.TrainingPlan;
import dev.rondo.training.TrainingSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to train; what is left out has a default.
 *
 * @param version of the dataset; null for the newest
 * @param endpoint whose live version the candidate must not fall behind; null for none
 * @param positive null for the rarer value
 * @param gains null for balanced ones
 */
record TrainRequest(
        @Nullable String dataset,
        @Nullable Integer version,
        @Nullable String model,
        @Nullable String target,
        @Nullable String positive,
        @Nullable String key,
        @Nullable List<String> exclude,
        @Nullable CostMatrix gains,
        @Nullable Map<String, String> xgboost,
        @Nullable Integer rounds,
        @Nullable Long seed,
        @Nullable String endpoint) {

    TrainingPlan plan(int datasetVersion, @Nullable String incumbent) {
        return new TrainingPlan(
                required(dataset, "dataset"),
                datasetVersion,
                required(model, "model"),
                required(target, "target"),
                positive,
                key,
                exclude == null ? List.of() : exclude,
                gains,
                xgboost == null ? Map.of() : xgboost,
                rounds == null ? TrainingSpec.ROUNDS : rounds,
                seed == null ? 1 : seed,
                GateSpec.DEFAULT,
                incumbent,
                TrainingSpec.TIMEOUT.toSeconds(),
                TrainingSpec.MEMORY_MB);
    }

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw RondoException.user("json.missing_field", "the field is missing")
                    .at(field)
                    .next("add it");
        }
        return value;
    }
}
