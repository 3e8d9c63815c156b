package dev.rondo.journal;

/** What an acknowledged record survives (rule 8.2). */
public enum Durability {
    /** The death of the process: the record has reached the operating system. */
    PROCESS,
    /** Power loss as well: the record has been forced to the disk. */
    DISK
}
