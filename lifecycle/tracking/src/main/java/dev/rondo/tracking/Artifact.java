package dev.rondo.tracking;

/**
 * A file or folder among a run's artifacts.
 *
 * @param path from the run's root, segments joined by {@code /}
 * @param size in bytes; 0 for a folder
 */
public record Artifact(String path, boolean folder, long size) {}
