package dev.rondo.base;

/**
 * One named, typed column.
 *
 * @param nullable whether a row may leave the value out
 */
public record Column(String name, ColumnType type, boolean nullable) {
    public Column {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
    }
}
