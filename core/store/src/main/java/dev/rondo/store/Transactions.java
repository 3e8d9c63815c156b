package dev.rondo.store;

/** Knows which database the running work belongs to, so that a nested call cannot deadlock. */
final class Transactions {
    private static final ScopedValue<Db> OPEN = ScopedValue.newInstance();

    private Transactions() {}

    static void refuseNested(Db db) {
        if (OPEN.isBound() && OPEN.get().equals(db)) {
            throw new IllegalStateException(
                    "a transaction of this database is open on this thread already: pass its Tx on");
        }
    }

    /** Runs the work and makes sure that it left a transaction worth committing. */
    static <T> T run(Db db, SqlTx tx, Work<T> work) {
        try (tx) {
            T result = ScopedValue.where(OPEN, db).call(() -> work.run(tx));
            tx.refuseSpoiled();
            return result;
        }
    }
}
