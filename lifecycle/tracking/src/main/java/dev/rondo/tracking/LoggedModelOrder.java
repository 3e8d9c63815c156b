package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/**
 * One clause of an order of logged models.
 *
 * @param fieldName an attribute, or {@code metrics.} and a key: the model's newest value of it
 * @param datasetName only metrics on a dataset of this name count; null for all
 * @param datasetDigest and of this digest; null for any
 */
public record LoggedModelOrder(
        String fieldName,
        boolean ascending,
        @Nullable String datasetName,
        @Nullable String datasetDigest) {
    public LoggedModelOrder {
        if (datasetDigest != null && datasetName == null) {
            throw RondoException.user(
                    "order.dataset",
                    "`dataset_digest` can only be specified if `dataset_name` is also specified.");
        }
    }
}
