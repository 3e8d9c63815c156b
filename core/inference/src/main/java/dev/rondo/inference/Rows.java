package dev.rondo.inference;

/** Rows of values that stand one after another in an array. */
sealed interface Rows {
    int count();

    /** Writes the keys of one row. */
    void encode(int row, Keys keys, long[] to);

    /** Reads one feature of so many rows. */
    void read(int feature, int start, int rows, double[] column);

    static Rows of(float[] values, int columns) {
        return new Floats(values, columns, count(values.length, columns));
    }

    static Rows of(double[] values, int columns) {
        return new Doubles(values, columns, count(values.length, columns));
    }

    private static int count(int values, int columns) {
        if (values % columns != 0) {
            throw new IllegalArgumentException(
                    values + " values are no rows of " + columns + " features");
        }
        return values / columns;
    }

    /** Rows in float32. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Floats(float[] values, int columns, int count) implements Rows {
        @Override
        public void encode(int row, Keys keys, long[] to) {
            keys.encode(values, row * columns, to);
        }

        @Override
        public void read(int feature, int start, int rows, double[] column) {
            for (int row = 0; row < rows; row++) {
                column[row] = values[(start + row) * columns + feature];
            }
        }
    }

    /** Rows in float64. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Doubles(double[] values, int columns, int count) implements Rows {
        @Override
        public void encode(int row, Keys keys, long[] to) {
            keys.encode(values, row * columns, to);
        }

        @Override
        public void read(int feature, int start, int rows, double[] column) {
            for (int row = 0; row < rows; row++) {
                column[row] = values[(start + row) * columns + feature];
            }
        }
    }
}
