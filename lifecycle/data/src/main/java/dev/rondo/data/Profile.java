package dev.rondo.data;

import java.util.List;

/**
 * What a table's columns hold.
 *
 * @param columns in the order of the schema
 */
public record Profile(long rows, List<ColumnProfile> columns) {
    public Profile {
        columns = List.copyOf(columns);
    }

    public static Profile of(Table table) {
        throw new UnsupportedOperationException();
    }

    public ColumnProfile column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }
}
