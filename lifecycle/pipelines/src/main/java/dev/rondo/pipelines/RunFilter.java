package dev.rondo.pipelines;

import org.jspecify.annotations.Nullable;

/**
 * Which runs to list, newest first.
 *
 * @param pipeline only this one's; null for all
 * @param subject only those about it; null for all
 * @param status only in this status; null for all
 * @param before only runs older than this run's id; null to begin with the newest
 * @param limit 1 to 1,000
 */
public record RunFilter(
        @Nullable String pipeline,
        @Nullable String subject,
        @Nullable RunStatus status,
        @Nullable String before,
        int limit) {
    public RunFilter {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("a limit is 1 to 1,000, not " + limit);
        }
    }

    public static RunFilter all(int limit) {
        return new RunFilter(null, null, null, null, limit);
    }
}
