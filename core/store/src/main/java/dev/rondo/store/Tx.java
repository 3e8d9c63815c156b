package dev.rondo.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction. It is valid inside its {@link Work} only and may be passed from room to
 * room, which keeps their changes in one transaction.
 *
 * <p>SQL is the common subset of SQLite and PostgreSQL, with {@code ?} for arguments. An argument
 * is a String, Long, Integer, Double, Boolean (stored as 0 or 1), byte[] or null.
 *
 * <p>A statement that fails spoils the transaction on either database: later statements are refused
 * and nothing is committed, even when the work catches the error. What may meet an existing row
 * says {@code ON CONFLICT}.
 */
public interface Tx {
    /** Runs a statement that changes rows. Returns how many it changed. */
    int update(String sql, @Nullable Object... arguments);

    /**
     * Runs a statement once per row of arguments, as one batch. Several rows of an INSERT may go in
     * as one statement, so no two of them may update the same row.
     */
    void batch(String sql, List<@Nullable Object[]> rows);

    /** All rows of a SELECT, or of a change with RETURNING. */
    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments);

    /** The first row, if there is one. */
    <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments);

    /**
     * Waits until no other transaction holds the lock of this name and holds it until the end, over
     * all processes. Use it where a decision depends on rows that another writer may add. Writers
     * of SQLite follow one another, so there it costs nothing.
     */
    void lock(String name);

    /**
     * Has the action run when the transaction is durable, before {@link Db#write} returns: to
     * refresh a cache or wake a worker. It is dropped if the transaction rolls back. An exception
     * of an action is logged and changes nothing else.
     */
    void afterCommit(Runnable action);
}
