package dev.rondo.tracking;

/** A logged model that a run has read. */
public record ModelInput(String modelId) {}
