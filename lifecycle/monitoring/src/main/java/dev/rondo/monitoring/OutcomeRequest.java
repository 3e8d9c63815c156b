package dev.rondo.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * The true outcome of one prediction.
 *
 * @param outcome one of the target's two values
 * @param eventTime micros, when it became known; null for the time of arrival
 */
public record OutcomeRequest(String predictionId, String outcome, @Nullable Long eventTime) {}
