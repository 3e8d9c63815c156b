package dev.rondo.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: writes at READ COMMITTED, reads on one snapshot (REPEATABLE READ, read only). */
final class PostgresDb implements Db {
    private static final int CONNECTIONS = 10;
    private static final int CONNECTION_WAIT_MILLIS = 10_000;
    private static final String SNAPSHOT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final LongAdder counter = new LongAdder();
    private final HikariDataSource pool;

    PostgresDb(DatabaseUrl.Postgres url) {
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        config.setAutoCommit(false);
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw SqlErrors.connecting(e).at(url.shown());
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        return run(work, null);
    }

    @Override
    public <T> T read(Work<T> work) {
        return run(work, SNAPSHOT);
    }

    private <T> T run(Work<T> work, @Nullable String prelude) {
        Transactions.refuseNested(this);
        if (pool.isClosed()) {
            throw new IllegalStateException("the database is closed");
        }
        T result;
        SqlTx tx;
        try (var connection = pool.getConnection();
                var statements = new Statements(connection)) {
            if (prelude != null) {
                execute(connection, prelude);
            }
            tx = new SqlTx(statements, Dialect.POSTGRESQL, counter);
            result = runAndCommit(connection, tx, work);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
        tx.runActions();
        return result;
    }

    private <T> T runAndCommit(Connection connection, SqlTx tx, Work<T> work) throws SQLException {
        try {
            T result = Transactions.run(this, tx, work);
            connection.commit();
            return result;
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void copyTo(Path file) {
        throw RondoException.user(
                        "store.no_copy", "a PostgreSQL database cannot be copied to a file")
                .next("use pg_dump for the database, and copy the data directory beside it");
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public long statements() {
        return counter.sum();
    }

    @Override
    public void close() {
        pool.close();
    }
}
