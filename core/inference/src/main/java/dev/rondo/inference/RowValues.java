package dev.rondo.inference;

import dev.rondo.base.Column;
import dev.rondo.base.Dates;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one column out of rows that came as JSON. */
final class RowValues {
    private RowValues() {}

    static double[] numbers(
            Column column, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        var values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            var value = rows.get(row).get(column.name());
            values[row] = value == null ? missing(column, row) : number(column, row, value);
        }
        return values;
    }

    static @Nullable String[] texts(
            Column column, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        var values = new @Nullable String[rows.size()];
        for (int row = 0; row < values.length; row++) {
            var value = rows.get(row).get(column.name());
            if (value instanceof String text) {
                values[row] = text;
            } else if (value == null) {
                missing(column, row);
            } else {
                throw wrongType(column, row, value);
            }
        }
        return values;
    }

    private static double missing(Column column, int row) {
        if (!column.nullable()) {
            throw RondoException.user("predict.missing_value", "the value is missing")
                    .at(place(column, row))
                    .because("the model was trained without missing values in this column")
                    .next("send " + wanted(column));
        }
        return Double.NaN;
    }

    private static double number(Column column, int row, Object value) {
        return switch (column.type()) {
            case NUMBER -> finite(column, row, value);
            case BOOLEAN -> flag(column, row, value);
            case DATE -> date(column, row, value);
            case CATEGORY, TEXT -> throw new AssertionError(column.type());
        };
    }

    private static double finite(Column column, int row, Object value) {
        if (!(value instanceof Number number)) {
            throw wrongType(column, row, value);
        }
        double finite = number.doubleValue();
        if (!Double.isFinite(finite)) {
            throw RondoException.user("predict.not_finite", "the number is " + finite)
                    .at(place(column, row))
                    .because("a number needs to be finite, within 1.8e308")
                    .next("send a finite number" + (column.nullable() ? ", or null" : ""));
        }
        return finite;
    }

    private static double flag(Column column, int row, Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof Number number
                && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue();
        }
        throw wrongType(column, row, value);
    }

    private static double date(Column column, int row, Object value) {
        double days = value instanceof String text ? Dates.parse(text) : Double.NaN;
        if (Double.isNaN(days)) {
            throw wrongType(column, row, value);
        }
        return days;
    }

    /** The value itself is not shown: it may be personal, and it may be long. */
    private static RondoException wrongType(Column column, int row, Object value) {
        return RondoException.user(
                        "predict.wrong_type", "the value is " + kind(value) + " that does not fit")
                .at(place(column, row))
                .because("the column holds " + column.type())
                .next("send " + wanted(column));
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "a text";
            case Number _ -> "a number";
            case Boolean _ -> "a truth value";
            case List<?> _ -> "a list";
            default -> "an object";
        };
    }

    private static String wanted(Column column) {
        return switch (column.type()) {
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as \"2026-11-25\" or \"2026-11-25T13:00:00Z\"";
            case CATEGORY, TEXT -> "a text";
        };
    }

    private static String place(Column column, int row) {
        return "rows[" + row + "]." + column.name();
    }
}
