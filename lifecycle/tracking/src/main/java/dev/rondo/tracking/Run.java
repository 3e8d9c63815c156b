package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * One tracked piece of work.
 *
 * @param id 32 hexadecimal digits
 * @param startMillis milliseconds since 1970
 * @param endMillis milliseconds since 1970; null until the run has ended
 */
public record Run(
        String id,
        String experimentId,
        String name,
        RunStatus status,
        LifecycleStage stage,
        long startMillis,
        @Nullable Long endMillis) {}
