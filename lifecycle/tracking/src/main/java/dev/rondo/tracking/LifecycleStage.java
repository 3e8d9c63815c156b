package dev.rondo.tracking;

/** Whether an experiment, run or model is in use or in the bin, from where it can be taken back. */
public enum LifecycleStage {
    ACTIVE,
    DELETED
}
