package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.Dates;
import dev.rondo.base.RondoException;
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
    private final Map<String, Slot> slots;
    private final int rows;

    /** A column with its {@code double[]} or {@link CategoryColumn}. */
    private record Slot(Column column, Object values) {
        Slot nullable() {
            return new Slot(new Column(column.name(), column.type(), true), values);
        }
    }

    private Table(Map<String, Slot> slots, int rows) {
        this.schema = slots.values().stream().map(Slot::column).toList();
        this.slots = slots;
        this.rows = rows;
    }

    /**
     * A table of these columns.
     *
     * @param columns one per column of the schema: {@code double[]} for a numeric type, else {@code
     *     String[]} or {@link CategoryColumn}; arrays are copied
     * @throws IllegalArgumentException for columns of unequal length, of the wrong kind, two of one
     *     name, a value that the type cannot hold, or a missing one where the schema allows none
     */
    public static Table of(List<Column> schema, Object... columns) {
        return own(
                schema,
                Arrays.stream(columns).map(c -> c instanceof double[] d ? d.clone() : c).toArray());
    }

    /** As {@link #of}, but takes the arrays over. */
    static Table own(List<Column> schema, Object[] columns) {
        if (schema.isEmpty() || schema.size() != columns.length) {
            throw new IllegalArgumentException(
                    schema.size() + " columns in the schema, " + columns.length + " given");
        }
        var slots = new LinkedHashMap<String, Slot>();
        for (int i = 0; i < columns.length; i++) {
            var column = schema.get(i);
            var slot = new Slot(column, Values.check(column, columns[i]));
            if (slots.put(column.name(), slot) != null) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
        var sizes = slots.values().stream().map(s -> Values.size(s.values)).distinct().toList();
        if (sizes.size() != 1) {
            throw new IllegalArgumentException("columns of unequal length: " + sizes);
        }
        return new Table(slots, sizes.getFirst());
    }

    public List<Column> schema() {
        return schema;
    }

    public int rows() {
        return rows;
    }

    public boolean has(String column) {
        return slots.containsKey(column);
    }

    /**
     * The column of this name.
     *
     * @throws RondoException of kind USER if the table has no such column
     */
    public Column column(String name) {
        return slot(name).column;
    }

    /** A fresh array of a numeric column's values, NaN where missing. */
    public double[] numbers(String column) {
        return ((double[]) data(column, true)).clone();
    }

    /** A CATEGORY or TEXT column. */
    public CategoryColumn texts(String column) {
        return (CategoryColumn) data(column, false);
    }

    private Object data(String name, boolean numeric) {
        var slot = slot(name);
        if (slot.column.type().numeric() != numeric) {
            throw new IllegalArgumentException(
                    "column " + name + " is of type " + slot.column.type());
        }
        return slot.values;
    }

    /** The column's own {@code double[]} or {@link CategoryColumn}, to be read only. */
    Object data(String column) {
        return slot(column).values;
    }

    private Slot slot(String name) {
        var slot = slots.get(name);
        if (slot == null) {
            throw RondoException.user(
                            "dataset.no_such_column", "there is no column \"" + name + "\"")
                    .next("choose one of: " + String.join(", ", slots.keySet()));
        }
        return slot;
    }

    /**
     * The table with these columns declared nullable, whether a value is missing or not.
     *
     * @throws RondoException of kind USER if it has no such column
     */
    Table nullable(Set<String> names) {
        names.forEach(this::column);
        var declared = new LinkedHashMap<String, Slot>();
        slots.forEach(
                (name, slot) -> declared.put(name, names.contains(name) ? slot.nullable() : slot));
        return new Table(declared, rows);
    }

    public boolean missing(int row, String column) {
        return Values.missing(data(column), row);
    }

    /**
     * One value in the form that JSON carries: Double, Boolean, the text, a date's ISO text, or
     * null where missing.
     */
    public @Nullable Object value(int row, String column) {
        var slot = slot(column);
        if (!(slot.values instanceof double[] numbers)) {
            return ((CategoryColumn) slot.values).get(row);
        }
        if (Double.isNaN(numbers[row])) {
            return null;
        }
        return switch (slot.column.type()) {
            case BOOLEAN -> numbers[row] == 1;
            case DATE -> Dates.format(numbers[row]);
            default -> numbers[row];
        };
    }

    /** A row as {@link #value} by column name, in the order of the schema. */
    public Map<String, @Nullable Object> row(int row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        slots.keySet().forEach(name -> values.put(name, value(row, name)));
        return values;
    }

    /** The rows with these numbers, in this order; a number may come more than once. */
    public Table select(int[] chosen) {
        var selected = new LinkedHashMap<String, Slot>();
        slots.forEach((name, slot) ->
                selected.put(name, new Slot(slot.column, Values.select(slot.values, chosen))));
        return new Table(selected, chosen.length);
    }

    /** The table without some columns; at least one has to remain. */
    public Table without(String... columns) {
        var kept = new LinkedHashMap<>(slots);
        for (var name : columns) {
            column(name);
            kept.remove(name);
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("no column would remain");
        }
        return new Table(kept, rows);
    }

    /**
     * The table with one more column at the end, or with another one in place of that of its name.
     *
     * @param values as for {@link #of}
     */
    public Table with(Column column, Object values) {
        var single = of(List.of(column), values);
        if (single.rows != rows) {
            throw new IllegalArgumentException(single.rows + " values for " + rows + " rows");
        }
        var extended = new LinkedHashMap<>(slots);
        extended.putAll(single.slots);
        return new Table(extended, rows);
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
                && slots.keySet().stream()
                        .allMatch(name -> Values.equal(data(name), table.data(name)));
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode()
                + slots.values().stream().mapToInt(slot -> Values.hash(slot.values)).sum();
    }

    @Override
    public String toString() {
        return "Table[" + rows + " rows, " + schema + "]";
    }
}
