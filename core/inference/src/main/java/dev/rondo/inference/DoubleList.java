package dev.rondo.inference;

import java.util.Arrays;

/** A growing array of doubles. */
final class DoubleList {
    private double[] values = new double[16];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Adds a value; says its index. */
    int append(double value) {
        add(value);
        return size - 1;
    }

    double get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
