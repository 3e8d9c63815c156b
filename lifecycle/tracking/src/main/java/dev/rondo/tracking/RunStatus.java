package dev.rondo.tracking;

/** How far a run has come. */
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    /** Ended by a person or a time-out. */
    KILLED;

    public boolean ended() {
        return this == FINISHED || this == FAILED || this == KILLED;
    }
}
