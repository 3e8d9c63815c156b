package dev.rondo.inference;

/**
 * A model's answer for one row.
 *
 * @param margin the raw sum of the trees, in log-odds for a binary model
 * @param score the probability of the positive class
 */
public record Prediction(float margin, float score) {}
