package dev.rondo.serving;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a prediction needs to know about its endpoint: an immutable snapshot, replaced
 * after each change.
 *
 * @param challenger the release under way
 */
record Routing(
        Endpoint endpoint,
        WarmModel live,
        @Nullable Challenger challenger,
        Set<String> knownFields) {

    @Nullable String releaseId() {
        return challenger == null ? null : challenger.release().id();
    }

    /** The candidate's share of the traffic. */
    double weight() {
        return challenger == null || challenger.healthy() == null
                ? 0
                : challenger.release().weight();
    }

    /** Whether answers are to be compared in shadow. */
    boolean shadows() {
        return challenger != null
                && challenger.healthy() != null
                && challenger.release().state() == ReleaseState.SHADOW;
    }
}
