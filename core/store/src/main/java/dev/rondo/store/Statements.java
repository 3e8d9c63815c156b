package dev.rondo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;

/** The prepared statements of one connection, the latest used kept for use again. */
final class Statements implements AutoCloseable {
    private static final int KEPT = 200;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement take(String sql) throws SQLException {
        var statement = idle.remove(sql);
        return statement == null ? connection.prepareStatement(sql) : statement;
    }

    /** A statement in use is not among the idle ones, so a mapper may run the same SQL again. */
    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        statement.clearBatch();
        var twin = idle.put(sql, statement);
        if (twin != null) {
            twin.close();
        }
        if (idle.size() > KEPT) {
            idle.pollFirstEntry().getValue().close();
        }
    }

    @Override
    public void close() throws SQLException {
        for (var statement : idle.values()) {
            statement.close();
        }
        idle.clear();
    }
}
