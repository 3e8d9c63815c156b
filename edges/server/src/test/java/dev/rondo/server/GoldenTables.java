package dev.rondo.server;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rows of a database, whatever its tables are. */
final class GoldenTables {
    private GoldenTables() {}

    /** The columns of each table. */
    static SortedMap<String, List<String>> columns(Connection connection) throws SQLException {
        var columns = new TreeMap<String, List<String>>();
        try (var found = connection.getMetaData().getColumns(null, null, "%\\_%", "%")) {
            while (found.next()) {
                var schema = found.getString("TABLE_SCHEM");
                if (schema == null || schema.equals("public")) {
                    columns.computeIfAbsent(found.getString("TABLE_NAME"), _ -> new ArrayList<>())
                            .add(found.getString("COLUMN_NAME"));
                }
            }
        }
        columns.keySet()
                .removeIf(table -> !table.matches("[a-z]+_[a-z_]+") || table.startsWith("sqlite_"));
        return onlyTables(connection, columns);
    }

    /** Without indexes, which a driver may list as well. */
    private static SortedMap<String, List<String>> onlyTables(
            Connection connection, SortedMap<String, List<String>> columns) throws SQLException {
        var tables = new ArrayList<String>();
        try (var found =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        columns.keySet().retainAll(tables);
        return columns;
    }

    /** The rows of each table as texts, sorted. */
    static SortedMap<String, List<String>> rows(
            Connection connection, SortedMap<String, List<String>> columns) throws SQLException {
        var rows = new TreeMap<String, List<String>>();
        for (var table : columns.entrySet()) {
            var texts = new ArrayList<String>();
            for (var row : values(connection, table.getKey(), table.getValue())) {
                texts.add(row.stream().map(GoldenTables::text).collect(joining(" | ")));
            }
            Collections.sort(texts);
            rows.put(table.getKey(), texts);
        }
        return rows;
    }

    static List<List<@Nullable Object>> values(
            Connection connection, String table, List<String> columns) throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "SELECT " + String.join(", ", columns) + " FROM " + table)) {
            while (found.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(found.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? "0x" + HexFormat.of().formatHex(bytes)
                : String.valueOf(value);
    }
}
