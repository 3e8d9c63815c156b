package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What is to change of a run; null leaves a thing as it is.
 *
 * @param endMillis milliseconds since 1970
 * @param name "" changes nothing, as null
 */
public record RunUpdate(
        @Nullable RunStatus status, @Nullable Long endMillis, @Nullable String name) {
    public static RunUpdate status(RunStatus status) {
        return new RunUpdate(status, null, null);
    }
}
