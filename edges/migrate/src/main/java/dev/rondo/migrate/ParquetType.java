package dev.rondo.migrate;

/** What a column of a Parquet file holds, by the numbers of the format. */
enum ParquetType {
    TEXT(6),
    DOUBLE(5),
    /** Milliseconds since 1970. */
    TIME(2);

    private final int number;

    ParquetType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
