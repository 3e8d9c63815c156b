package dev.rondo.serving;

/** What happens to an endpoint's release under way; each brings its evidence (rule 7.1). */
sealed interface ReleaseEvent {
    Evidence evidence();

    /** A candidate is named. */
    record Started(Release release, Evidence evidence) implements ReleaseEvent {}

    /** The offline gates passed. */
    record GatePassed(Evidence evidence) implements ReleaseEvent {}

    /** The candidate meets traffic, in the first way that its plan knows. */
    record Begun(Evidence evidence) implements ReleaseEvent {}

    record ShadowPassed(Evidence evidence) implements ReleaseEvent {}

    /** A canary stage that is not the last has its minimum. */
    record StagePassed(Evidence evidence) implements ReleaseEvent {}

    /** In its last stage, every guardrail's bound lies within its margin. */
    record Proven(Evidence evidence) implements ReleaseEvent {}

    /** The evidence cannot settle it. */
    record Held(Hold hold, Evidence evidence) implements ReleaseEvent {}

    /**
     * A person wants it live.
     *
     * @param force even where nothing asked for a person's decision
     */
    record Promoted(boolean force, Evidence evidence) implements ReleaseEvent {}

    /** A guardrail, the breaker or a person ends it. */
    record RolledBack(Evidence evidence) implements ReleaseEvent {}
}
