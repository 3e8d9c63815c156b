package dev.rondo.training;

import dev.rondo.inference.Encoder;
import java.util.List;
import java.util.Map;

/**
 * What a training made.
 *
 * @param xgboost the model as UBJSON, ending with the best round
 * @param parameters all that XGBoost was given
 * @param rounds every round made, also those after the best
 * @param bestRound the round with the least validation log-loss
 * @param importances the greatest first
 * @param validationMargins XGBoost's own margins of the validation part, to hold our kernel against
 */
@SuppressWarnings("ArrayRecordComponent") // bytes and floats in bulk; never compared
public record TrainedModel(
        Encoder encoder,
        byte[] xgboost,
        Map<String, String> parameters,
        List<BoostingRound> rounds,
        int bestRound,
        List<FeatureImportance> importances,
        float[] validationMargins) {
    public TrainedModel {
        parameters = Map.copyOf(parameters);
        rounds = List.copyOf(rounds);
        importances = List.copyOf(importances);
    }
}
