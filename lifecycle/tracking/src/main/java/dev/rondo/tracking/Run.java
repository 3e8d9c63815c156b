package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * One tracked piece of work.
 *
 * @param id 32 hexadecimal digits
 * @param userId who started it, "" for nobody known
 * @param startMillis milliseconds since 1970
 * @param endMillis milliseconds since 1970; null until the run has ended
 * @param artifactUri where its files lie
 */
public record Run(
        String id,
        String experimentId,
        String name,
        String userId,
        RunStatus status,
        LifecycleStage lifecycleStage,
        long startMillis,
        @Nullable Long endMillis,
        String artifactUri) {}
