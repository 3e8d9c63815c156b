package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Dates;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, by columns, immutable. A column of a numeric type is doubles with NaN for
 * missing; one of texts is a {@link CategoryColumn}. A table holds no -0.0 (it becomes 0.0), no
 * infinity and one kind of NaN, so that equal content has equal bits.
 *
 * <pre>{@code
 * var table = Table.of(
 *         List.of(new Column("tenure", NUMBER, true), new Column("contract", CATEGORY, false)),
 *         new double[] {1, 34, Double.NaN},
 *         new String[] {"monthly", "yearly", "monthly"});
 * }</pre>
 */
public final class Table {
    private final List<Column> schema;
    private final Map<String, Object> data;
    private final int rows;

    private Table(List<Column> schema, Map<String, Object> data, int rows) {
        this.schema = List.copyOf(schema);
        this.data = data;
        this.rows = rows;
    }

    /**
     * @param columns one per column of the schema: {@code double[]} for a numeric type, else {@code
     *     String[]} or {@link CategoryColumn}; arrays are copied
     * @throws IllegalArgumentException for columns of unequal length, of the wrong kind, two of one
     *     name, a value that the type cannot hold, or a missing one where the schema allows none
     */
    public static Table of(List<Column> schema, Object... columns) {
        if (schema.isEmpty() || schema.size() != columns.length) {
            throw new IllegalArgumentException(
                    schema.size() + " columns in the schema, " + columns.length + " given");
        }
        var data = new LinkedHashMap<String, Object>();
        for (int i = 0; i < columns.length; i++) {
            var column = schema.get(i);
            if (data.put(column.name(), Values.check(column, columns[i])) != null) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
        var sizes = data.values().stream().map(Values::size).distinct().toList();
        if (sizes.size() != 1) {
            throw new IllegalArgumentException("columns of unequal length: " + sizes);
        }
        return new Table(schema, data, sizes.getFirst());
    }

    public List<Column> schema() {
        return schema;
    }

    public int rows() {
        return rows;
    }

    public boolean has(String column) {
        return data.containsKey(column);
    }

    /**
     * @throws RondoException of kind USER if the table has no such column
     */
    public Column column(String name) {
        return schema.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noSuchColumn(name));
    }

    /** A fresh array of a numeric column's values, NaN where missing. */
    public double[] numbers(String column) {
        return numbersShared(column).clone();
    }

    /** The array itself, for readers within the room. */
    double[] numbersShared(String column) {
        return (double[]) of(column, true);
    }

    /** A CATEGORY or TEXT column. */
    public CategoryColumn texts(String column) {
        return (CategoryColumn) of(column, false);
    }

    private Object of(String name, boolean numeric) {
        var column = column(name);
        if (column.type().numeric() != numeric) {
            throw new IllegalArgumentException(name + " is a column of type " + column.type());
        }
        return data(name);
    }

    /** {@code double[]} or {@link CategoryColumn}. */
    Object data(String column) {
        var values = data.get(column);
        if (values == null) {
            throw noSuchColumn(column);
        }
        return values;
    }

    private RondoException noSuchColumn(String name) {
        return RondoException.user("dataset.no_such_column", "there is no column \"" + name + "\"")
                .next("columns: " + String.join(", ", schema.stream().map(Column::name).toList()));
    }

    public boolean missing(int row, String column) {
        return data(column) instanceof double[] numbers
                ? Double.isNaN(numbers[row])
                : ((CategoryColumn) data(column)).code(row) == CategoryColumn.MISSING;
    }

    /**
     * One value in the form that JSON carries: Double, Boolean, the text, a date's ISO text, or
     * null where missing.
     */
    public @Nullable Object value(int row, String column) {
        if (!(data(column) instanceof double[] numbers)) {
            return ((CategoryColumn) data(column)).get(row);
        }
        if (Double.isNaN(numbers[row])) {
            return null;
        }
        return switch (column(column).type()) {
            case BOOLEAN -> numbers[row] == 1;
            case DATE -> Dates.format(numbers[row]);
            default -> numbers[row];
        };
    }

    /** A row as {@link #value} by column name, in the order of the schema. */
    public Map<String, @Nullable Object> row(int row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        schema.forEach(column -> values.put(column.name(), value(row, column.name())));
        return values;
    }

    /** The rows with these numbers, in this order; a number may come more than once. */
    public Table select(int[] chosen) {
        var selected = new LinkedHashMap<String, Object>();
        data.forEach((name, values) -> selected.put(name, Values.select(values, chosen)));
        return new Table(schema, selected, chosen.length);
    }

    /** The table without some columns; at least one has to remain. */
    public Table without(String... columns) {
        var dropped = Set.of(columns);
        dropped.forEach(this::column);
        var kept = schema.stream().filter(column -> !dropped.contains(column.name())).toList();
        return of(kept, kept.stream().map(column -> data(column.name())).toArray());
    }

    /**
     * The table with one more column at the end, or with another one in place of that of its name.
     *
     * @param values as for {@link #of}
     */
    public Table with(Column column, Object values) {
        var columns = new ArrayList<Column>(schema);
        var contents = new LinkedHashMap<String, Object>(data);
        if (has(column.name())) {
            columns.replaceAll(old -> old.name().equals(column.name()) ? column : old);
        } else {
            columns.add(column);
        }
        contents.put(column.name(), values);
        return of(columns, contents.values().toArray());
    }

    /**
     * The digest of a row's content as 64 hexadecimal digits; see {@link RowHasher}, which is
     * quicker for many rows.
     */
    public String rowHash(int row, Set<String> exclude) {
        return new RowHasher(this, exclude).hash(row);
    }

    /** Equal schema and equal values in equal order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Table table
                && rows == table.rows
                && schema.equals(table.schema)
                && schema.stream()
                        .allMatch(c -> Values.equal(data(c.name()), table.data(c.name())));
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode()
                + data.values().stream()
                        .mapToInt(v -> v instanceof double[] d ? Arrays.hashCode(d) : v.hashCode())
                        .sum();
    }

    @Override
    public String toString() {
        return "Table[" + rows + " rows, " + schema + "]";
    }
}
