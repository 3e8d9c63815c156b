package dev.rondo.measures;

/**
 * Two scores of the same rows, compared by the area under the ROC curve.
 *
 * @param difference {@code aucB - aucA}
 * @param z the difference over its standard error
 * @param pValue two-sided, under equal areas
 */
public record DeLongComparison(
        double aucA, double aucB, Estimate difference, double z, double pValue) {}
