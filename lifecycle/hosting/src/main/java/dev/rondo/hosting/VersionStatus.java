package dev.rondo.hosting;

/**
 * One line of the index.
 *
 * @param version its number, as text
 * @param reason why it is not ready; empty when it is
 */
public record VersionStatus(String name, String version, ModelState state, String reason) {}
