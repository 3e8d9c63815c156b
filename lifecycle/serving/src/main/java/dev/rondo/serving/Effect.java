package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/** What a transition asks the world to do, all in one database transaction. */
sealed interface Effect {
    /** Store the release as it is now, and the step that led there. */
    record Moved(@Nullable ReleaseState from, Release release, Evidence evidence)
            implements Effect {}

    /** Once stored, let requests follow the new weights. */
    record Rerouted() implements Effect {}
}
