package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run has read.
 *
 * @param sourceType where the data comes from, such as {@code rondo} for a dataset version
 * @param source the address there, such as {@code churn/3}
 * @param schema its columns as JSON
 * @param profile its counts as JSON
 * @param context what it was for, such as {@code train}
 */
public record DatasetInput(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile,
        @Nullable String context) {
    /** A version of one of Rondo's own datasets. */
    public static DatasetInput version(String name, int version, String digest, String context) {
        return new DatasetInput(name, digest, "rondo", name + "/" + version, null, null, context);
    }
}
