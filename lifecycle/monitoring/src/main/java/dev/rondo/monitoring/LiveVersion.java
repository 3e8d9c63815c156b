package dev.rondo.monitoring;

/** The version whose traffic raises an endpoint's alarms, and its reference. */
public record LiveVersion(String model, int version, String referenceId) {}
