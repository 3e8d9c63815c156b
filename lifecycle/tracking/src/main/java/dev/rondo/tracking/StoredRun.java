package dev.rondo.tracking;

/**
 * A run with the number by which its values are stored.
 *
 * @param number unique, and never shown to anybody
 */
record StoredRun(long number, Run run) {}
