package dev.rondo.monitoring;

/** The states of an alert (rule 5.3). */
public enum AlertState {
    /** Some of the last N judged windows are bad, fewer than M. */
    PENDING,
    /** M of the last N judged windows were bad, and not yet M in a row good since. */
    FIRING,
    /** It fired; then M windows in a row were good, or the model was replaced. */
    RESOLVED
}
