package dev.rondo.pipelines;

import org.jspecify.annotations.Nullable;

/**
 * How an execution came out.
 *
 * @param cacheEntry an output for others to reuse, stored together with the event
 */
record Conclusion(RunEvent event, @Nullable CacheEntry cacheEntry) {
    static Conclusion of(RunEvent event) {
        return new Conclusion(event, null);
    }
}
