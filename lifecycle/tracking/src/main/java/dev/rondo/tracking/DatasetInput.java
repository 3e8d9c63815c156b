package dev.rondo.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run has read.
 *
 * @param digest tells versions of the dataset apart, at most {@link Limits#DATASET_DIGEST}
 *     characters
 * @param sourceType where the data comes from, such as {@code rondo} for a dataset version
 * @param source the address there, such as {@code churn/3}
 * @param schema its columns as JSON
 * @param profile its counts as JSON
 * @param tags of this use of it, such as {@link #CONTEXT}
 */
public record DatasetInput(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile,
        Map<String, String> tags) {
    /** The tag that says what the data was for, such as {@code train}. */
    public static final String CONTEXT = "mlflow.data.context";

    public DatasetInput {
        tags = Maps.copy(tags);
    }

    /** A version of one of Rondo's own datasets; a digest that is too long is cut. */
    public static DatasetInput version(String name, int version, String digest, String context) {
        var cut = digest.substring(0, Math.min(digest.length(), Limits.DATASET_DIGEST));
        return new DatasetInput(
                name, cut, "rondo", name + "/" + version, null, null, Map.of(CONTEXT, context));
    }
}
