package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * A stored transition of a release.
 *
 * @param number from 1, without gaps
 * @param at micros
 * @param from null for the first
 * @param stage the canary stage after it
 * @param hold why the release is held after it, if it is
 */
public record ReleaseStep(
        String releaseId,
        long number,
        long at,
        @Nullable ReleaseState from,
        ReleaseState to,
        int stage,
        @Nullable Hold hold,
        Evidence evidence) {}
