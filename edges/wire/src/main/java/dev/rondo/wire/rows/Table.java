package dev.rondo.wire.rows;

import dev.rondo.base.RondoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells.
 *
 * @param columns their names; empty where columns go by position
 * @param width how many columns there are
 * @param values row after row; NaN is missing
 * @param others what cells are that are no plain numbers, row after row, null for those that are: a
 *     {@code String}, {@code Boolean}, {@code Long} that has no double, {@code byte[]}, or what
 *     nests: {@code double[]}, {@code List} or {@code Map}; null where all are plain numbers
 */
public record Table(
        List<String> columns,
        int rows,
        int width,
        double[] values,
        @Nullable Object @Nullable [] others) {
    /** The cell was not sent, though others of its column were. */
    static final Object ABSENT = Absent.CELL;

    private enum Absent {
        CELL
    }

    public Table {
        columns = List.copyOf(columns);
    }

    /** A table of plain numbers, row after row. */
    public static Table numbers(List<String> columns, int rows, int width, double[] values) {
        return new Table(columns, rows, width, values, null);
    }

    static Table of(List<String> columns, int rows, int width, Cells cells) {
        return new Table(columns, rows, width, cells.values(), cells.others());
    }

    boolean named() {
        return !columns.isEmpty();
    }

    double value(int row, int column) {
        return values[row * width + column];
    }

    /** What the cell is when it is no plain number; null when it is one, or missing. */
    @Nullable Object other(int row, int column) {
        return others == null ? null : others[row * width + column];
    }

    /** An error of kind USER in a request that should hold a table. */
    public static RondoException error(String what) {
        return RondoException.user("rows.request", what);
    }
}
