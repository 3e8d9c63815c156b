package dev.rondo.tracking;

/** Which of the runs, or experiments, a search finds, by the stage of their life. */
public enum RunViewType {
    ACTIVE_ONLY,
    DELETED_ONLY,
    ALL;

    /** The condition on a column of {@link LifecycleStage}, to be joined to others. */
    String condition(String column) {
        return switch (this) {
            case ACTIVE_ONLY -> " AND " + column + " = 'ACTIVE'";
            case DELETED_ONLY -> " AND " + column + " = 'DELETED'";
            case ALL -> "";
        };
    }
}
