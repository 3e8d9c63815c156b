package dev.rondo.tracking;

/**
 * One measurement.
 *
 * @param value any double, NaN and the infinities included; it comes back with the same bits, save
 *     that every NaN is the same
 * @param timestampMillis milliseconds since 1970
 * @param step a training step, boosting round or epoch
 */
public record Metric(String key, double value, long timestampMillis, long step) {}
