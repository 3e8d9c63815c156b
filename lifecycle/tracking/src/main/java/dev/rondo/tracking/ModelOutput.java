package dev.rondo.tracking;

/**
 * A logged model that a run has made.
 *
 * @param step the training step at which it was made
 */
public record ModelOutput(String modelId, long step) {}
