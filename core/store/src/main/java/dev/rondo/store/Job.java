package dev.rondo.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A work handed to a thread of the store, and its caller's waiting for it. */
final class Job<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable SqlTx tx;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Job(Work<T> work) {
        this.work = work;
    }

    /** Runs the work and keeps how it ended; the caller still waits. */
    void run(Db db, SqlTx open) {
        tx = open;
        try {
            result = Transactions.run(db, open, work);
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /**
     * The transaction around the work is lost. Even a work that failed by itself hears of that: it
     * may have judged by rows that are now gone.
     */
    void undone(Throwable error) {
        failure = error;
    }

    /** Lets the caller go on. */
    @SuppressWarnings("NullAway") // a null result is what the work returned
    void release() {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else {
            done.complete(result);
        }
    }

    /** Waits, whatever interrupts come: the work may be committed already. */
    T await() {
        T value;
        try {
            value = done.join();
        } catch (CompletionException e) {
            throw Threads.<RuntimeException>unchecked(e.getCause());
        }
        if (tx != null) {
            tx.runActions();
        }
        return value;
    }
}
