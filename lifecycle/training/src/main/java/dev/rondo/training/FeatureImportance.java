package dev.rondo.training;

/**
 * How much a model relies on an input.
 *
 * @param share of all that the splits of the model gained, in [0, 1] and summing to 1
 */
public record FeatureImportance(String feature, double share) {}
