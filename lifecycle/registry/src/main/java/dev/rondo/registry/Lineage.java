package dev.rondo.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from; null where it is not known.
 *
 * @param runId the tracked run that trained it
 */
public record Lineage(
        @Nullable String runId,
        @Nullable String datasetName,
        @Nullable Integer datasetVersion,
        @Nullable String datasetDigest) {
    public static final Lineage UNKNOWN = new Lineage(null, null, null, null);

    /**
     * Of a run of which nothing else is known.
     *
     * @param runId empty if not even the run is
     */
    static Lineage ofRun(String runId) {
        return runId.isEmpty() ? UNKNOWN : new Lineage(runId, null, null, null);
    }
}
