package dev.rondo.wire.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A list of cells that grows; see {@link Table} for what a cell is. */
final class Cells {
    private double[] values = new double[16];
    private @Nullable Object @Nullable [] others;
    private int size;

    void add(double value) {
        if (size == values.length) {
            grow();
        }
        values[size++] = value;
    }

    /** Adds what is no number; {@code value} is the number that stands for it. */
    void add(@Nullable Object other, double value) {
        add(value);
        if (other != null) {
            var known = others == null ? new Object[values.length] : others;
            known[size - 1] = other;
            others = known;
        }
    }

    void addAll(Cells more) {
        for (int i = 0; i < more.size; i++) {
            add(more.other(i), more.values[i]);
        }
    }

    private void grow() {
        int length = Math.multiplyExact(2, size);
        values = Arrays.copyOf(values, length);
        others = others == null ? null : Arrays.copyOf(others, length);
    }

    /** Fills up with cells that were not sent. */
    void pad(int to) {
        while (size < to) {
            add(Table.ABSENT, Double.NaN);
        }
    }

    int size() {
        return size;
    }

    double value(int at) {
        return values[at];
    }

    @Nullable Object other(int at) {
        return others == null ? null : others[at];
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }

    @Nullable Object @Nullable [] others() {
        return others == null ? null : Arrays.copyOf(others, size);
    }
}
