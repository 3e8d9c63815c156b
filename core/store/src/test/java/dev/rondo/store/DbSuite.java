package dev.rondo.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh database with two tables, and short forms of what the contracts do with it. */
abstract class DbSuite {
    @TempDir Path folder;
    Db db;

    /** Opens a fresh, empty database. */
    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        db.execute(tx -> {
            tx.update("CREATE TABLE test_items (k TEXT PRIMARY KEY, n BIGINT)");
            tx.update(
                    db.dialect()
                            .adapt(
                                    "CREATE TABLE test_values (n BIGINT PRIMARY KEY, d DOUBLE PRECISION, b ${blob}, t TEXT)"));
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    static int put(Tx tx, String key, long n) {
        return tx.update("INSERT INTO test_items (k, n) VALUES (?, ?)", key, n);
    }

    Optional<Long> value(String key) {
        return db.read(tx -> value(tx, key));
    }

    static Optional<Long> value(Tx tx, String key) {
        return tx.first("SELECT n FROM test_items WHERE k = ?", row -> row.integer("n"), key);
    }

    <T> List<T> column(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return db.read(tx -> tx.query(sql, mapper, arguments));
    }

    static void onAnotherThread(Runnable action) {
        try {
            Thread.ofPlatform().start(action).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
