package dev.rondo.serving;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Releases: how a candidate is proven on live traffic, and takes over or goes. */
public final class Releases {
    Releases() {}

    /**
     * Starts a release; its gates have passed. It goes on to shadow or to its first canary stage at
     * once.
     */
    public Release start(ReleaseRequest request) {
        throw new UnsupportedOperationException();
    }

    /** A person makes it live: where it asks for that, or by force. Never while frozen. */
    public ReleaseStatus promote(String id, String approver, boolean force) {
        throw new UnsupportedOperationException();
    }

    /** A person ends a release under way. */
    public ReleaseStatus rollback(String id, String approver, String reason) {
        throw new UnsupportedOperationException();
    }

    public Release get(String id) {
        throw new UnsupportedOperationException();
    }

    /** The latest first. */
    public List<Release> list(@Nullable String endpoint, int limit) {
        throw new UnsupportedOperationException();
    }

    public ReleaseStatus status(String id) {
        throw new UnsupportedOperationException();
    }

    /** The transitions so far, in order, with their evidence. */
    public List<ReleaseStep> steps(String id) {
        throw new UnsupportedOperationException();
    }

    /** Stops every promotion in the scope. */
    public Freeze freeze(String scope, String who, String why) {
        throw new UnsupportedOperationException();
    }

    /** Lifts every freeze of exactly this scope; returns them. */
    public List<Freeze> unfreeze(String scope, String who) {
        throw new UnsupportedOperationException();
    }

    /** All freezes of the scope, lifted ones included, the latest first; null for every scope. */
    public List<Freeze> freezes(@Nullable String scope) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the outcomes that came in since, in their fixed order, and the steps that they ask for.
     * To be called after outcomes were recorded; calling it more often changes nothing. Empty
     * without a release under way.
     */
    public Optional<ReleaseStatus> advance(String endpoint) {
        throw new UnsupportedOperationException();
    }
}
