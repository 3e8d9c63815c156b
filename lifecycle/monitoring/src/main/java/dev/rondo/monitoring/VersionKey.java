package dev.rondo.monitoring;

/** A registered model's version. */
record VersionKey(String model, int version) {}
