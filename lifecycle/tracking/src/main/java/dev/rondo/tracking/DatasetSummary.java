package dev.rondo.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A dataset that runs of an experiment have read.
 *
 * @param context what it was for, such as {@code train}; null where no run said so
 */
public record DatasetSummary(
        String experimentId, String name, String digest, @Nullable String context) {}
