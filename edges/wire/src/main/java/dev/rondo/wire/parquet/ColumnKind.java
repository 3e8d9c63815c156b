package dev.rondo.wire.parquet;

/** What the values of a column are to a table, and how they lie in a page. */
enum ColumnKind {
    /** A bit each. */
    TRUTH(0),
    INT(4),
    UNSIGNED_INT(4),
    LONG(8),
    UNSIGNED_LONG(8),
    FLOAT(4),
    DOUBLE(8),
    HALF(2),
    /** Whole numbers, of which the column says how many digits are behind the point. */
    DECIMAL_INT(4),
    DECIMAL_LONG(8),
    /** The length in four bytes, then the number, its first byte the highest. */
    DECIMAL_BYTES(4),
    DECIMAL_FIXED(0),
    /** Days since 1970. */
    DATE(4),
    MILLIS(8),
    MICROS(8),
    NANOS(8),
    /** The length in four bytes, then UTF-8. */
    TEXT(4),
    BYTES(4),
    /** As long as the column says. */
    FIXED_BYTES(0);

    /** The fewest bytes that a value takes. */
    final int least;

    ColumnKind(int least) {
        this.least = least;
    }

    /** Whether cells are texts or bytes. */
    boolean objects() {
        return compareTo(DATE) >= 0;
    }
}
