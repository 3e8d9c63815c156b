package dev.rondo.training;

import dev.rondo.base.RondoException;
import dev.rondo.measures.CostMatrix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of training is to do; all of it is known before it starts.
 *
 * @param version of the dataset
 * @param model the registered model that gets a new version, and the experiment's name
 * @param positive null for the rarer value
 * @param key rows with an equal value here stay in one part; null for the content of the row
 * @param exclude columns that the model may not read
 * @param gains null for {@link CostMatrix#balanced} at the table's share of positives
 * @param xgboostParameters changes to the defaults, see {@link XgboostParameters}
 * @param incumbent the version to hold the candidate against, as {@code name/version}
 */
public record TrainingPlan(
        String dataset,
        int version,
        String model,
        String target,
        @Nullable String positive,
        @Nullable String key,
        List<String> exclude,
        @Nullable CostMatrix gains,
        Map<String, String> xgboostParameters,
        int rounds,
        long seed,
        GateSpec gate,
        @Nullable String incumbent,
        long timeoutSeconds,
        long memoryMb) {
    public TrainingPlan {
        exclude = List.copyOf(exclude);
        xgboostParameters = Map.copyOf(xgboostParameters);
        if (target.equals(key)) {
            throw RondoException.user("training.key", "the key cannot be the target")
                    .at("key")
                    .next("choose another key, or none");
        }
    }

    /** A plan with the defaults. */
    public static TrainingPlan of(String dataset, int version, String model, String target) {
        return new TrainingPlan(
                dataset,
                version,
                model,
                target,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                TrainingSpec.ROUNDS,
                0,
                GateSpec.DEFAULT,
                null,
                TrainingSpec.TIMEOUT.toSeconds(),
                TrainingSpec.MEMORY_MB);
    }
}
