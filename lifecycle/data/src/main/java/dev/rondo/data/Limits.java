package dev.rondo.data;

/**
 * How large a CSV file may be.
 *
 * @param bytes of the file
 * @param columns in its header
 * @param fieldChars of one field
 * @param memory bytes that the table may take, of all the memory that this process may use
 */
record Limits(long bytes, int columns, int fieldChars, long memory) {
    static final int MAX_COLUMNS = 2_000;
    static final int MAX_FIELD_CHARS = 1 << 20;
    static final long MAX_BYTES = 2L << 30;

    static Limits standard() {
        return new Limits(
                MAX_BYTES, MAX_COLUMNS, MAX_FIELD_CHARS, Runtime.getRuntime().maxMemory() / 2);
    }
}
