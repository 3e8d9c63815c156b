package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param value any double, NaN, the infinities and -0.0 included; it comes back with the same bits,
 *     save that every NaN is the same
 * @param timestampMillis milliseconds since 1970, not negative
 * @param step a training step, boosting round or epoch
 * @param modelId the logged model that was measured, if one was
 * @param datasetName the dataset on which that model was measured
 * @param datasetDigest the dataset's digest
 */
public record Metric(
        String key,
        double value,
        long timestampMillis,
        long step,
        @Nullable String modelId,
        @Nullable String datasetName,
        @Nullable String datasetDigest) {
    /** A measurement of a run alone. */
    public Metric(String key, double value, long timestampMillis, long step) {
        this(key, value, timestampMillis, step, null, null, null);
    }
}
