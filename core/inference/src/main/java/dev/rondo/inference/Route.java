package dev.rondo.inference;

/** Which way a row went at its endpoint. */
public enum Route {
    /** Answered by the live version. */
    PRIMARY,
    /** Answered by a release's candidate. */
    CANARY,
    /** Scored by a candidate beside the answer, which it never touched. */
    SHADOW
}
