package dev.rondo.serving;

import dev.rondo.inference.PredictionId;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's records stand in the journal, one behind the other.
 *
 * @param first negative when they could not be recorded
 */
record Addresses(String replica, long first) {
    boolean recorded() {
        return first >= 0;
    }

    /** The id of the row's prediction; null when it could not be recorded. */
    @Nullable String of(int row) {
        return recorded() ? new PredictionId(replica, first + row).toString() : null;
    }
}
