package dev.rondo.serving;

import dev.rondo.inference.Signature;

/**
 * What an endpoint takes at this moment, from memory.
 *
 * @param live the version that answers, unless a release sends a row elsewhere
 * @param signature the columns that the live version reads
 */
public record Served(String endpoint, ModelRef live, Signature signature) {}
