package dev.rondo.serving;

/** Where a release stands (rule 7.1). */
public enum ReleaseState {
    /** Named, nothing shown yet. */
    CANDIDATE,
    /** The offline gates let it pass; it meets no traffic yet. */
    GATED,
    /** Scores live requests beside the answer. */
    SHADOW,
    /** Answers a share of the traffic. */
    CANARY,
    /** Answers all traffic that no other release takes. */
    LIVE,
    /** Was live until a later release was promoted. */
    RETIRED,
    /** Ended without going live. */
    ROLLED_BACK;

    /** Whether the release is still to be decided; an endpoint has at most one such. */
    public boolean inFlight() {
        return this == CANDIDATE || this == GATED || this == SHADOW || this == CANARY;
    }
}
