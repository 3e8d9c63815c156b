package dev.rondo.server;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database as the statements that make it: tables as of now, then their rows. */
final class GoldenDump {
    private static final String END = ";\n";

    private GoldenDump() {}

    /**
     * Writes all tables and rows.
     *
     * @param rooms a class of each room, beside which its migrations are
     */
    static String write(Connection connection, Map<String, Class<?>> rooms)
            throws SQLException, IOException {
        var text =
                new StringBuilder("CREATE TABLE store_migrations (room TEXT, version BIGINT, ")
                        .append("digest TEXT, applied_at TEXT, PRIMARY KEY (room, version))")
                        .append(END);
        var order = new ArrayList<>(List.of("store_migrations"));
        for (var room : rooms.keySet()) {
            for (var statement : migrations(room, rooms.get(room))) {
                text.append(statement).append(END);
                if (statement.startsWith("CREATE TABLE ")) {
                    order.add(statement.split("[ (]+", 4)[2]);
                }
            }
        }
        var columns = GoldenTables.columns(connection);
        for (var table : order) {
            for (var row :
                    GoldenTables.values(
                            connection, table, columns.getOrDefault(table, List.of()))) {
                text.append("INSERT INTO ").append(table).append(" (");
                text.append(String.join(", ", columns.getOrDefault(table, List.of())))
                        .append(") VALUES (");
                text.append(row.stream().map(GoldenDump::literal).collect(joining(", ")));
                text.append(")").append(END);
            }
        }
        return text.toString();
    }

    static void read(Connection connection, String dump) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var each : dump.split(END)) {
                statement.execute(each);
            }
        }
    }

    private static List<String> migrations(String room, Class<?> anchor) throws IOException {
        var home = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
        var statements = new ArrayList<String>();
        try (var files = Files.list(home.resolve("db").resolve(room))) {
            for (var file : files.sorted().toList()) {
                var plain = Files.readString(file).replaceAll("(?m)^\\s*--.*$", "");
                for (var statement : plain.split(";[ \\t]*(?:\\R|$)")) {
                    statements.add(
                            statement
                                    .replace("${blob}", "BYTEA")
                                    .replace("${clustered}", "")
                                    .strip());
                }
            }
        }
        statements.removeIf(String::isEmpty);
        return statements;
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] bytes -> "'\\x" + HexFormat.of().formatHex(bytes) + "'";
            case Number number -> "'" + number + "'";
            default ->
                    "E'"
                            + value.toString()
                                    .replace("\\", "\\\\")
                                    .replace("'", "\\'")
                                    .replace("\n", "\\n")
                            + "'";
        };
    }
}
