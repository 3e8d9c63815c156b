package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * The candidate of a release under way, as requests see it on this replica.
 *
 * @param model null where it cannot be loaded; then the breaker is open
 */
record Challenger(Release release, @Nullable WarmModel model, Watch watch) {

    /** The model, unless the breaker is open: then the release is about to be rolled back. */
    @Nullable WarmModel healthy() {
        return watch.breaker().open() ? null : model;
    }
}
