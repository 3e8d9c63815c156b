package dev.rondo.tracking;

/** A measurement, and the run that logged it. */
public record RunMetric(String runId, Metric metric) {}
