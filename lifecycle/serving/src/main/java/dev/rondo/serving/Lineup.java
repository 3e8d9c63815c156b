package dev.rondo.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what may happen to an endpoint's releases.
 *
 * @param live the release that answers; null before the first
 * @param inFlight the one still to be decided
 * @param freezes those that hold for this endpoint now
 */
record Lineup(@Nullable Release live, @Nullable Release inFlight, List<Freeze> freezes) {
    Lineup {
        freezes = List.copyOf(freezes);
    }

    boolean frozen() {
        return !freezes.isEmpty();
    }

    /** The release still to be decided, where the caller knows that there is one. */
    Release challenger() {
        if (inFlight == null) {
            throw new IllegalStateException("no release is under way");
        }
        return inFlight;
    }
}
