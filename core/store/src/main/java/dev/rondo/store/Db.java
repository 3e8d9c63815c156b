package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One database, SQLite or PostgreSQL.
 *
 * <pre>{@code
 * try (var db = Db.open("sqlite:/var/lib/rondo/rondo.db")) {
 *     Migrations.apply(db, "tracking", Tracking.class);
 *     long runs = db.read(tx -> tx.first("SELECT count(*) AS n FROM tracking_runs", row -> row.integer("n"))).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Errors: a violated unique or primary key is CONFLICT {@code store.duplicate}; a full disk, a
 * lost connection or a lock that does not come is UNAVAILABLE {@code store.unavailable}. After
 * either the database stays usable.
 */
public interface Db extends AutoCloseable {
    /**
     * Opens a database, making a SQLite file that is not there yet.
     *
     * @param url {@code sqlite:/path/rondo.db} or {@code
     *     postgresql://user:password@host:port/name}, each also in its {@code jdbc:} form
     */
    static Db open(String url) {
        return switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Sqlite sqlite -> new SqliteDb(sqlite.file());
            case DatabaseUrl.Postgres postgres -> new PostgresDb(postgres);
        };
    }

    /**
     * Runs the work in one transaction that is durable when this returns. If the work throws, the
     * transaction rolls back and the exception passes through unchanged. Calls may not be nested:
     * pass the {@link Tx} on.
     */
    <T> T write(Work<T> work);

    /** As {@link #write} for work that has no result. */
    default void execute(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return "";
        });
    }

    /** Runs the work on one consistent snapshot. It cannot change anything. */
    <T> T read(Work<T> work);

    Dialect dialect();

    /**
     * Copies the database as it is at one instant to a new SQLite file, while others read and
     * write.
     *
     * @throws RondoException of kind USER {@code store.no_copy} for a database that is not SQLite
     */
    void copyTo(Path file);

    /** How many statements have run since the database was opened; a batch counts as one. */
    long statements();

    /** Lets running works end, then closes every connection. */
    @Override
    void close();
}
