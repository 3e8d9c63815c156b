package dev.rondo.training;

import java.util.List;
import java.util.Map;

/**
 * What the parent asks of the child, as {@code request.json} in the work folder.
 *
 * @param parameters XGBoost's own, complete
 * @param rounds boosting rounds at most
 * @param earlyStopping rounds without a better validation log-loss after which to stop
 * @param featureNames one per column of the matrices
 * @param featureTypes XGBoost's {@code q} (number) or {@code c} (category code) per column
 */
record TrainerRequest(
        Map<String, String> parameters,
        int rounds,
        int earlyStopping,
        List<String> featureNames,
        List<String> featureTypes) {
    TrainerRequest {
        parameters = Map.copyOf(parameters);
        featureNames = List.copyOf(featureNames);
        featureTypes = List.copyOf(featureTypes);
    }
}
