package dev.rondo.monitoring;

/** What a window can show of one column, or of the outcomes. */
public enum Signal {
    /** The distribution moved away from the reference (PSI). */
    DRIFT,
    /** More values are missing than in the reference. */
    MISSING,
    /** Values that the reference does not know: unseen levels, or numbers far outside its range. */
    SCHEMA,
    /** The outcomes no longer follow the score as they did in the reference. */
    CONCEPT
}
