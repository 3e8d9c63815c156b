package dev.rondo.monitoring;

/**
 * What a call to record outcomes did.
 *
 * @param recorded outcomes that are new
 * @param repeated outcomes that were known already, with the same value
 */
public record OutcomeReport(int recorded, int repeated) {}
