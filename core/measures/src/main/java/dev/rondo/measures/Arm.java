package dev.rondo.measures;

/** One side of a controlled comparison. */
public enum Arm {
    CONTROL,
    CANARY
}
