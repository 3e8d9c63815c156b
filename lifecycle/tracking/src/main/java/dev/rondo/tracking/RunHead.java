package dev.rondo.tracking;

/**
 * What a write needs to know of its run.
 *
 * @param number by which its values are stored
 * @param period the latest of its {@link Periods}
 * @param periodPoints how many points were added since that period began
 * @param lastTime the latest time of any of its points
 * @param unsorted whether it has metrics that the index of values does not hold
 */
record RunHead(
        long number,
        long experiment,
        RunStatus status,
        LifecycleStage stage,
        long period,
        long periodPoints,
        long lastTime,
        boolean unsorted) {}
