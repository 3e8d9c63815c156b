package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one column: {@code double[]} or {@link CategoryColumn}. */
final class Values {
    /** From year 1 to 9999, what ISO text with four digits can say. */
    private static final double FIRST_DAY = -719_162;

    private static final double LAST_DAY = 2_932_897;

    private Values() {}

    /** Checks the values, and brings the numbers, in place, to the form that a table holds. */
    static Object check(Column column, Object values) {
        if (column.type().numeric()) {
            if (!(values instanceof double[] numbers)) {
                throw wrong(column, "needs double[]");
            }
            return numbers(column, numbers);
        }
        var texts =
                switch (values) {
                    case CategoryColumn known -> known;
                    case @Nullable String[] given -> CategoryColumn.of(given);
                    default -> throw wrong(column, "needs String[] or CategoryColumn");
                };
        if (!column.nullable() && texts.hasMissing()) {
            throw wrong(column, "has missing values");
        }
        return texts;
    }

    private static double[] numbers(Column column, double[] numbers) {
        for (int row = 0; row < numbers.length; row++) {
            double value = numbers[row];
            if (Double.isNaN(value)) {
                if (!column.nullable()) {
                    throw wrong(column, "has a missing value in row " + row);
                }
                numbers[row] = Double.NaN;
                continue;
            }
            if (!holds(column.type(), value)) {
                throw wrong(column, "cannot hold " + value + " in row " + row);
            }
            numbers[row] = value + 0.0; // -0.0 becomes 0.0
        }
        return numbers;
    }

    static boolean holds(ColumnType type, double value) {
        return switch (type) {
            case BOOLEAN -> value == 0 || value == 1;
            case DATE -> value >= FIRST_DAY && value < LAST_DAY;
            default -> Double.isFinite(value);
        };
    }

    private static IllegalArgumentException wrong(Column column, String what) {
        return new IllegalArgumentException(
                "column " + column.name() + " of type " + column.type() + " " + what);
    }

    static int size(Object values) {
        return values instanceof double[] numbers
                ? numbers.length
                : ((CategoryColumn) values).size();
    }

    static boolean missing(Object values, int row) {
        return values instanceof double[] numbers
                ? Double.isNaN(numbers[row])
                : ((CategoryColumn) values).code(row) == CategoryColumn.MISSING;
    }

    static Object select(Object values, int[] rows) {
        if (!(values instanceof double[] numbers)) {
            return ((CategoryColumn) values).select(rows);
        }
        var chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = numbers[rows[i]];
        }
        return chosen;
    }

    static boolean equal(Object a, Object b) {
        if (a instanceof double[] numbers && b instanceof double[] others) {
            return Arrays.equals(numbers, others);
        }
        return a.equals(b);
    }

    static int hash(Object values) {
        return values instanceof double[] numbers ? Arrays.hashCode(numbers) : values.hashCode();
    }
}
