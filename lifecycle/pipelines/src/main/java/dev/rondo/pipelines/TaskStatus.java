package dev.rondo.pipelines;

/** Where a task stands. */
public enum TaskStatus {
    /** Waits for tasks that it needs. */
    PENDING,
    /** May be claimed from its due time on. */
    READY,
    /** A worker has claimed it. */
    RUNNING,
    /** Has asked to be run again from its due time on. */
    WAITING,
    SUCCEEDED,
    /** Has ended the run on purpose, and well. */
    STOPPED,
    FAILED,
    /** Never began, or was given up, since the run was ending. */
    SKIPPED,
    CANCELLED;

    public boolean ended() {
        return switch (this) {
            case PENDING, READY, RUNNING, WAITING -> false;
            case SUCCEEDED, STOPPED, FAILED, SKIPPED, CANCELLED -> true;
        };
    }
}
