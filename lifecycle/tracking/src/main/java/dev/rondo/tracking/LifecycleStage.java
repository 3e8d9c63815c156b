package dev.rondo.tracking;

/** Whether an experiment or run is in use or in the bin, from where it can be taken back. */
public enum LifecycleStage {
    ACTIVE,
    DELETED
}
