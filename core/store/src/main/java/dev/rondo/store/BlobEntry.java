package dev.rondo.store;

/**
 * One line of a listing: a blob, or a folder that holds blobs.
 *
 * @param name the last segment of the key
 * @param key the whole key
 * @param size in bytes; 0 for a folder
 */
public record BlobEntry(String name, String key, boolean folder, long size) {}
