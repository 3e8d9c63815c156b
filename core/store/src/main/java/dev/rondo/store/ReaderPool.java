package dev.rondo.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

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
        var job = new Job<>(work);
        try {
            threads.execute(() -> run(job));
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
            connection.execute("BEGIN");
            job.run(db, new SqlTx(connection.statements(), Dialect.SQLITE, counter));
            connection.execute("COMMIT");
            idle.push(connection);
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    void close() {
        threads.close();
        idle.forEach(SqliteConnection::close);
    }
}
