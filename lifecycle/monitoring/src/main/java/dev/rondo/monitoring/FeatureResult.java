package dev.rondo.monitoring;

/**
 * One column in one window. Effect size and p-value are separate series (rule 5.2).
 *
 * @param n rows of the window
 * @param psi population stability index against the reference
 * @param psiThreshold the PSI from which on it counts, given n
 * @param pValue two-sample chi-square over the reference's bins
 * @param adjustedPValue after Benjamini-Hochberg over the window's columns
 * @param missing share of rows without a value
 * @param referenceMissing the same in the reference
 * @param unknown share of rows with an unseen level, or with a number far outside the reference's
 *     range
 */
public record FeatureResult(
        String feature,
        long n,
        double psi,
        double psiThreshold,
        double pValue,
        double adjustedPValue,
        double missing,
        double referenceMissing,
        double unknown) {}
