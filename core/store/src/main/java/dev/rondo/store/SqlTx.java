package dev.rondo.store;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A transaction over one JDBC connection. Beginning and ending it is its owner's business. */
final class SqlTx implements Tx, AutoCloseable {
    private final Statements statements;
    private final Dialect dialect;
    private final LongAdder counter;
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable RondoException failure;
    private boolean closed;

    SqlTx(Statements statements, Dialect dialect, LongAdder counter) {
        this.statements = statements;
        this.dialect = dialect;
        this.counter = counter;
    }

    @Override
    public int update(String sql, @Nullable Object... arguments) {
        return execute(
                sql,
                statement -> {
                    Arguments.bind(statement, dialect, 0, arguments);
                    return statement.executeUpdate();
                });
    }

    @Override
    public void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        boolean many = dialect == Dialect.SQLITE && rows.size() >= RowGroup.ROWS;
        var group = many ? RowGroup.of(sql) : Optional.<String>empty();
        int grouped = group.isEmpty() ? 0 : rows.size() - rows.size() % RowGroup.ROWS;
        execute(() -> {
            if (grouped > 0) {
                runBatch(group.get(), rows.subList(0, grouped), RowGroup.ROWS);
            }
            if (grouped < rows.size()) {
                runBatch(sql, rows.subList(grouped, rows.size()), 1);
            }
            return grouped;
        });
    }

    private void runBatch(String sql, List<@Nullable Object[]> rows, int rowsAtOnce)
            throws SQLException {
        statements.use(
                sql,
                statement -> {
                    for (int i = 0; i < rows.size(); i++) {
                        var row = rows.get(i);
                        Arguments.bind(statement, dialect, i % rowsAtOnce * row.length, row);
                        if ((i + 1) % rowsAtOnce == 0) {
                            statement.addBatch();
                        }
                    }
                    return statement.executeBatch();
                });
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return select(sql, mapper, Integer.MAX_VALUE, arguments);
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return select(sql, mapper, 1, arguments).stream().findFirst();
    }

    private <T> List<T> select(
            String sql, RowMapper<T> mapper, int limit, @Nullable Object[] arguments) {
        return execute(
                sql,
                statement -> {
                    Arguments.bind(statement, dialect, 0, arguments);
                    try (ResultSet results = statement.executeQuery()) {
                        var row = new SqlRow(results);
                        var list = new ArrayList<T>();
                        while (list.size() < limit && results.next()) {
                            list.add(mapper.map(row));
                        }
                        return list;
                    }
                });
    }

    @Override
    public void lock(String name) {
        if (dialect == Dialect.POSTGRESQL) {
            var hash = Digests.of(name).substring("sha256:".length()).substring(0, 16);
            query("SELECT pg_advisory_xact_lock(?)", row -> "", Long.parseUnsignedLong(hash, 16));
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        requireOpen();
        actions.add(action);
    }

    void runActions() {
        for (var action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Db.class)
                        .error("an action after a commit failed; the commit stands", e);
            }
        }
    }

    void refuseSpoiled() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the transaction is over: a Tx lives in its Work only");
        }
        if (failure != null) {
            throw new IllegalStateException(
                    "a statement of this transaction has failed, so it can only roll back: use ON CONFLICT where a row may exist",
                    failure);
        }
    }

    private <T> T execute(String sql, Statements.Step<T> step) {
        return execute(() -> statements.use(sql, step));
    }

    private interface Call<T> {
        T run() throws SQLException;
    }

    private <T> T execute(Call<T> call) {
        requireOpen();
        counter.increment();
        try {
            return call.run();
        } catch (SQLException e) {
            failure = SqlErrors.translate(e);
            throw failure;
        }
    }
}
