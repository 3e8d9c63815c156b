package dev.rondo.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Threads that read a SQLite database, each read on a snapshot of its own. They are platform
 * threads because a native call holds a virtual thread's carrier; virtual threads only wait here.
 */
final class ReaderPool {
    private static final int THREADS = 4;

    private final Db db;
    private final Path file;
    private final LongAdder counter;
    private final ConcurrentLinkedDeque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("store-reader-", 0).daemon().factory());

    ReaderPool(Db db, Path file, LongAdder counter) {
        this.db = db;
        this.file = file;
        this.counter = counter;
    }

    <T> T read(Work<T> work) {
        return submit(new Job<>(work), this::run);
    }

    /** On a connection of its own, as it may take long. */
    void copyTo(Path target) {
        submit(new Job<>(tx -> target), job -> copy(target, job));
    }

    private <T> T submit(Job<T> job, Consumer<Job<?>> action) {
        try {
            threads.execute(() -> action.accept(job));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        }
        return job.await();
    }

    private void run(Job<?> job) {
        try {
            var connection = idle.poll();
            if (connection == null) {
                connection = SqliteConnection.forReading(file);
            }
            runInSnapshot(connection, job);
        } catch (Throwable e) {
            job.undone(SqlErrors.lost(e));
        }
        job.release();
    }

    private void runInSnapshot(SqliteConnection connection, Job<?> job) throws SQLException {
        try {
            connection.again("BEGIN");
            job.run(db, new SqlTx(connection.statements(), Dialect.SQLITE, counter));
            connection.again("COMMIT");
            idle.push(connection);
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    /**
     * SQLite's online backup would begin anew whenever somebody writes; inside a snapshot it does
     * not see that.
     */
    private void copy(Path target, Job<?> job) {
        try (var connection = SqliteConnection.forReading(file)) {
            connection.execute("BEGIN");
            connection.execute("SELECT count(*) FROM sqlite_schema");
            connection.execute("backup to \"" + target + "\"");
            job.run(db, new SqlTx(connection.statements(), Dialect.SQLITE, counter));
            connection.execute("COMMIT");
        } catch (Throwable e) {
            job.undone(SqlErrors.lost(e));
        }
        job.release();
    }

    void close() {
        threads.close();
        idle.forEach(SqliteConnection::close);
    }
}
