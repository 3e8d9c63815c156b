package dev.rondo.training;

/** The version that a training run became. */
public record Registered(String runId, String model, int version, String digest) {}
