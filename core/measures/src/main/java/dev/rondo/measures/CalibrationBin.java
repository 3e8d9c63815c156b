package dev.rondo.measures;

/**
 * The rows whose score lies in (low, high]; the first bin holds 0 as well.
 *
 * @param positiveShare what the mean score should be near
 */
public record CalibrationBin(
        double low, double high, long n, double meanScore, double positiveShare) {}
