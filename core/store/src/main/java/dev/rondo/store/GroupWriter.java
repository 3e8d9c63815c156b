package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes a SQLite database. Works that queue up while it is busy share the
 * next transaction, each inside a savepoint of its own, so that one fsync makes all of them durable
 * (group commit). A caller hears of its result after that fsync.
 */
final class GroupWriter {
    private static final int MAX_GROUP = 128;

    private final Db db;
    private final Path file;
    private final LongAdder counter;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final Job<?> stop = new Job<>(tx -> "");
    private final Thread thread;
    private boolean closed;
    private @Nullable SqliteConnection connection;

    GroupWriter(Db db, Path file, LongAdder counter) {
        this.db = db;
        this.file = file;
        this.counter = counter;
        connection = SqliteConnection.forWriting(file);
        thread = Thread.ofPlatform().name("store-writer").daemon().start(this::loop);
    }

    <T> T write(Work<T> work) {
        var job = new Job<>(work);
        synchronized (queue) {
            if (closed) {
                throw new IllegalStateException("the database is closed");
            }
            queue.add(job);
        }
        return job.await();
    }

    int waiting() {
        return queue.size();
    }

    void close() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(stop);
            }
        }
        Threads.join(thread);
    }

    private void loop() {
        var waiting = new ArrayDeque<Job<?>>();
        boolean stopping = false;
        while (!stopping || !waiting.isEmpty()) {
            if (waiting.isEmpty()) {
                waiting.add(Threads.take(queue));
            }
            queue.drainTo(waiting, Math.max(0, MAX_GROUP - waiting.size()));
            stopping |= waiting.removeIf(job -> job == stop);
            if (!waiting.isEmpty()) {
                commitGroup(waiting);
            }
        }
        dropConnection();
    }

    /** Takes jobs off the queue and ends each of them. */
    private void commitGroup(Deque<Job<?>> waiting) {
        var group = new ArrayList<Job<?>>();
        try {
            var open = openConnection();
            open.again("BEGIN IMMEDIATE");
            while (!waiting.isEmpty()) {
                var job = waiting.remove();
                group.add(job);
                runInSavepoint(open, job);
            }
            open.again("COMMIT");
        } catch (Throwable e) {
            dropConnection();
            group.addAll(group.isEmpty() ? drain(waiting) : List.of());
            group.forEach(job -> job.undone(SqlErrors.lost(e)));
        }
        group.forEach(Job::release);
    }

    /**
     * Throws only when the whole transaction is lost: after a disk error SQLite may have rolled
     * back everything, and then there is no savepoint to go back to.
     */
    private void runInSavepoint(SqliteConnection open, Job<?> job) throws SQLException {
        open.again("SAVEPOINT work");
        job.run(db, new SqlTx(open.statements(), Dialect.SQLITE, counter));
        if (job.failure() != null) {
            try {
                open.execute("ROLLBACK TO work");
            } catch (SQLException e) {
                if (job.failure() instanceof RondoException cause) {
                    throw cause;
                }
                throw e;
            }
        }
        open.again("RELEASE work");
    }

    private static List<Job<?>> drain(Deque<Job<?>> waiting) {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private SqliteConnection openConnection() {
        var open = connection;
        if (open == null) {
            open = SqliteConnection.forWriting(file);
            connection = open;
        }
        return open;
    }

    /** Closing rolls back whatever is open, whatever state a disk error has left it in. */
    private void dropConnection() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
