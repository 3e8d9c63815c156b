package dev.rondo.pipelines;

/** Where a run stands. */
public enum RunStatus {
    RUNNING,
    SUCCEEDED,
    /** A task ended it on purpose, and well. */
    STOPPED,
    FAILED,
    CANCELLED;

    public boolean ended() {
        return this != RUNNING;
    }
}
