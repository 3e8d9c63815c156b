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

    interface Step<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** Runs the step with a statement that no other step uses meanwhile. */
    <T> T use(String sql, Step<T> step) throws SQLException {
        var kept = idle.remove(sql);
        var statement = kept == null ? connection.prepareStatement(sql) : kept;
        T result;
        try {
            result = step.run(statement);
        } catch (Throwable e) {
            drop(statement, e);
            throw e;
        }
        keep(sql, statement);
        return result;
    }

    /** A statement that has failed may be in any state, and closing it may fail too. */
    private static void drop(PreparedStatement statement, Throwable reason) {
        try {
            statement.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
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
