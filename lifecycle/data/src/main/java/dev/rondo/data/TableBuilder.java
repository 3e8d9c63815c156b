package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Dates;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects rows into a {@link Table}. */
public final class TableBuilder {
    private final List<Column> schema;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();
    private int rows;

    public TableBuilder(List<Column> schema) {
        this.schema = List.copyOf(schema);
        schema.forEach(column -> columns.add(new ArrayList<>()));
    }

    /**
     * Adds a row in the form that JSON carries: a Number for NUMBER, a Boolean for BOOLEAN, ISO
     * text for DATE, text for CATEGORY and TEXT; null or absent is missing. Other fields are left
     * out.
     *
     * @throws RondoException of kind USER for a value that its column cannot hold; the row is then
     *     not added
     */
    public TableBuilder add(Map<String, ? extends @Nullable Object> row) {
        var values = new ArrayList<@Nullable Object>();
        for (var column : schema) {
            values.add(value(column, row.get(column.name())));
        }
        for (int i = 0; i < values.size(); i++) {
            columns.get(i).add(values.get(i));
        }
        rows++;
        return this;
    }

    public int rows() {
        return rows;
    }

    private @Nullable Object value(Column column, @Nullable Object value) {
        if (value == null) {
            if (!column.nullable()) {
                throw refused(column, "a value is missing", "the column allows no missing values");
            }
            return column.type().numeric() ? Double.NaN : null;
        }
        if (!column.type().numeric()) {
            return text(column, value);
        }
        double number = number(column.type(), value);
        if (!Values.holds(column.type(), number)) {
            throw wrongType(column, value);
        }
        return number;
    }

    private String text(Column column, Object value) {
        if (!(value instanceof String text)) {
            throw wrongType(column, value);
        }
        try {
            return Texts.checkUnicode(text);
        } catch (IllegalArgumentException e) {
            throw wrongType(column, value);
        }
    }

    /** NaN where it is none. */
    private static double number(ColumnType type, Object value) {
        return switch (value) {
            case Number number when type == ColumnType.NUMBER -> number.doubleValue();
            case Boolean flag when type == ColumnType.BOOLEAN -> flag ? 1 : 0;
            case String text when type == ColumnType.DATE -> Dates.parse(text);
            default -> Double.NaN;
        };
    }

    private RondoException wrongType(Column column, Object value) {
        return refused(
                column,
                Texts.shown(value.toString()) + " is no value of type " + column.type(),
                "the column is of that type");
    }

    private RondoException refused(Column column, String what, String why) {
        return RondoException.user("dataset.wrong_type", what)
                .at("row " + (rows + 1) + ", column " + column.name())
                .because(why)
                .next("mend the value");
    }

    public Table build() {
        var values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    schema.get(i).type().numeric()
                            ? columns.get(i).stream().mapToDouble(v -> (Double) v).toArray()
                            : columns.get(i).toArray(String[]::new);
        }
        return Table.own(schema, values);
    }
}
