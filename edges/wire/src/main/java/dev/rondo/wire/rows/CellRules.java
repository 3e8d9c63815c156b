package dev.rondo.wire.rows;

import dev.rondo.base.RondoException;
import dev.rondo.inference.MlflowSignature.Column;
import dev.rondo.inference.MlflowType;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a cell becomes in a column of a signature's type, as pandas casts it for MLflow. */
final class CellRules {
    private static final String ADVICE =
            "Integer columns in python can not represent missing values. Send a number, or declare integer columns as doubles (float64) whenever these columns may have missing values";

    private CellRules() {}

    /** Adds the cell at this place in the column's type. */
    static void add(Column column, Table table, int row, int place, Cells out) {
        double value = table.value(row, place);
        var other = table.other(row, place);
        if (Table.ABSENT.equals(other)) {
            other = null;
        }
        switch (column.type()) {
            case DOUBLE -> out.add(number(column, other, value));
            case FLOAT -> out.add(single(column, number(column, other, value)));
            case INTEGER, LONG -> whole(column, other, value, out);
            case BOOLEAN -> truth(column, other, value, out);
            case STRING, DATETIME -> text(column, other, value, out);
            case BINARY -> bytes(column, other, value, out);
            case NESTED -> out.add(other, value);
        }
    }

    private static double number(Column column, @Nullable Object other, double value) {
        return switch (other) {
            case null -> value;
            case Boolean _, Long _ -> value;
            case String text -> {
                double number = Numbers.parse(text);
                if (Double.isNaN(number) && !Numbers.missing(text)) {
                    throw unfit(column, "a text is no number");
                }
                yield number;
            }
            default -> throw unfit(column, "a value is no number");
        };
    }

    private static float single(Column column, double number) {
        float single = (float) number;
        if (Float.isInfinite(single) && !Double.isInfinite(number)) {
            throw unfit(column, "a number is out of its range");
        }
        return single;
    }

    private static void whole(Column column, @Nullable Object other, double value, Cells out) {
        if (other instanceof Long exact && column.type() == MlflowType.LONG) {
            out.add(exact, value);
            return;
        }
        double number = number(column, other, value);
        if (other instanceof String text && !text.strip().matches("[+-]?[0-9]{1,19}|")) {
            throw unfit(column, "a text is no whole number");
        }
        if (Double.isNaN(number)) {
            throw unfit(column, "a value is missing").next(ADVICE);
        }
        double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
        double most = column.type() == MlflowType.LONG ? 0x1p63 : 0x1p31;
        if (whole < -most || whole >= most) {
            throw unfit(column, "a number is out of its range");
        }
        out.add(whole);
    }

    private static void truth(Column column, @Nullable Object other, double value, Cells out) {
        boolean truth;
        switch (other) {
            case null -> {
                if (Double.isNaN(value)) {
                    if (column.required()) {
                        throw unfit(column, "a value is missing");
                    }
                    out.add(value);
                    return;
                }
                truth = value != 0;
            }
            case Boolean flag -> truth = flag;
            case Long _ -> truth = true;
            case String text when text.equalsIgnoreCase("true") -> truth = true;
            case String text when text.equalsIgnoreCase("false") -> truth = false;
            default -> throw unfit(column, "a value is neither true nor false");
        }
        out.add(truth, truth ? 1 : 0);
    }

    private static void text(Column column, @Nullable Object other, double value, Cells out) {
        switch (other) {
            case null -> out.add(Double.isNaN(value) ? null : Numbers.text(value), Double.NaN);
            case String text -> out.add(text, Double.NaN);
            case Long number -> out.add(number.toString(), Double.NaN);
            case Boolean flag -> out.add(flag ? "True" : "False", Double.NaN);
            default -> throw unfit(column, "a value is no text");
        }
    }

    private static void bytes(Column column, @Nullable Object other, double value, Cells out) {
        if (other == null && Double.isNaN(value)) {
            out.add(value);
        } else if (other instanceof byte[]) {
            out.add(other, Double.NaN);
        } else if (other instanceof String text) {
            try {
                out.add(Base64.getMimeDecoder().decode(text), Double.NaN);
            } catch (IllegalArgumentException e) {
                throw unfit(column, "a text is not Base64");
            }
        } else {
            throw unfit(column, "a value is not Base64");
        }
    }

    private static RondoException unfit(Column column, String why) {
        return RondoException.user(
                        "rows.type",
                        "Invalid input. Data is not compatible with model signature. Failed to"
                                + " convert column "
                                + column.name()
                                + " to type '"
                                + column.type().numpy()
                                + "'")
                .because(why);
    }
}
