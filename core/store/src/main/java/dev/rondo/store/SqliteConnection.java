package dev.rondo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A connection to a SQLite file. Transactions are begun and ended by statements of ours: the
 * driver's own way would take the write lock again right after each commit. LIKE minds the case, as
 * it does on PostgreSQL.
 */
final class SqliteConnection implements AutoCloseable {
    private static final int LOCK_WAIT_MILLIS = 10_000;
    private static final int LOG_KEPT_BYTES = 64 << 20;

    /**
     * The writer's cache, filled as needed. A batch may touch a page for each of its rows; with
     * SQLite's own 2 MB they would be written and read again within one transaction.
     */
    private static final int WRITER_CACHE_KIB = 32 << 10;

    /** A reader's cache, filled as needed: a page of a search with all that its runs have. */
    private static final int READER_CACHE_KIB = 16 << 10;

    /** Pages that are copied from the log into the file at once, four times SQLite's own number. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private final Connection connection;
    private final Statement control;
    private final Statements statements;

    private SqliteConnection(Connection connection) throws SQLException {
        this.connection = connection;
        control = connection.createStatement();
        statements = new Statements(connection);
    }

    /** Every commit is synced to the disk, so that it survives a loss of power. */
    static SqliteConnection forWriting(Path file) {
        return open(
                file,
                "PRAGMA journal_mode = WAL",
                "PRAGMA cache_size = -" + WRITER_CACHE_KIB,
                "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }

    static SqliteConnection forReading(Path file) {
        return open(file, "PRAGMA query_only = ON", "PRAGMA cache_size = -" + READER_CACHE_KIB);
    }

    private static SqliteConnection open(Path file, String... pragmas) {
        var config = new SQLiteConfig();
        // One thread at a time uses a connection, so SQLite need not lock it at every call.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setBusyTimeout(LOCK_WAIT_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setJournalSizeLimit(LOG_KEPT_BYTES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        try {
            var jdbc = config.createConnection("jdbc:sqlite:" + file);
            var connection = new SqliteConnection(jdbc);
            for (var pragma : pragmas) {
                connection.execute(pragma);
            }
            connection.execute("PRAGMA case_sensitive_like = ON");
            return connection;
        } catch (SQLException e) {
            throw SqlErrors.translate(e).at(file.toString());
        }
    }

    Statements statements() {
        return statements;
    }

    void execute(String sql) throws SQLException {
        control.execute(sql);
    }

    /** Runs a statement that is kept for the next time, such as one that ends a transaction. */
    void again(String sql) throws SQLException {
        statements.use(sql, PreparedStatement::execute);
    }

    @Override
    public void close() {
        try (connection;
                control;
                statements) {
            // nothing but the closing, in this order backwards
        } catch (SQLException e) {
            LoggerFactory.getLogger(Db.class).warn("a SQLite connection did not close well", e);
        }
    }
}
