package dev.rondo.wire.rows;

import java.util.Arrays;

/** A list of numbers that grows. */
final class Doubles {
    private double[] values = new double[16];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(2, size));
        }
        values[size++] = value;
    }

    /** Fills up with missing values. */
    void pad(int to) {
        while (size < to) {
            add(Double.NaN);
        }
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
