package dev.rondo.inference;

/** Which values a split takes as missing. */
enum Missing {
    /** NaN is missing. */
    NAN,
    /** Zero is missing, and NaN counts as zero. */
    ZERO,
    /** None is missing, and NaN counts as zero. */
    NONE
}
