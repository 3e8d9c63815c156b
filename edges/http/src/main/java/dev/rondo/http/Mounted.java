package dev.rondo.http;

/**
 * A route with how it wants its body.
 *
 * @param upload as a stream; otherwise in memory
 */
record Mounted(Route route, boolean upload) {}
