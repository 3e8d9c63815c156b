package dev.rondo.inference;

import java.util.Map;

/**
 * What goes into a model directory.
 *
 * @param xgboost the model as XGBoost's JSON or UBJSON
 * @param metadata what is to be known about the model, such as {@code run_id}, {@code
 *     utc_time_created} or the digest of its data; the first two land in MLflow's own fields
 */
@SuppressWarnings("ArrayRecordComponent") // carried to a directory, never compared
public record ModelPackage(
        Encoder encoder,
        Target target,
        DecisionPolicy policy,
        byte[] xgboost,
        Map<String, String> metadata) {
    public ModelPackage {
        metadata = Map.copyOf(metadata);
    }
}
