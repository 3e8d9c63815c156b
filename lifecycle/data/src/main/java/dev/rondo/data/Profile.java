package dev.rondo.data;

import java.util.List;
import java.util.Map;

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
        var columns =
                table.schema().stream()
                        .map(column ->
                                table.data(column.name()) instanceof double[] numbers
                                        ? NumberProfile.of(column, numbers)
                                        : TextProfile.of(column, table.texts(column.name())))
                        .toList();
        return new Profile(table.rows(), columns);
    }

    /**
     * A column's profile.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ColumnProfile column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    Profile withNotes(Map<String, List<String>> notes) {
        return new Profile(
                rows,
                columns.stream()
                        .map(c -> c.withNotes(notes.getOrDefault(c.name(), List.of())))
                        .toList());
    }
}
