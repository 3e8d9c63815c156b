package dev.rondo.store;

/** The databases that {@link Db} speaks to, and the few words in which their SQL differs. */
public enum Dialect {
    /**
     * A REAL column of SQLite turns -0.0 into 0 and NaN into NULL. So doubles get a column without
     * an affinity, which any type name with BLOB in it makes, and NaN is kept as a text.
     */
    SQLITE("BLOB", "BLOB_DOUBLE", "WITHOUT ROWID", "", ""),
    POSTGRESQL("BYTEA", "DOUBLE PRECISION", "", " FOR UPDATE", " FOR UPDATE SKIP LOCKED");

    private final String blobType;
    private final String doubleType;
    private final String clustered;
    private final String forUpdate;
    private final String skipLocked;

    Dialect(
            String blobType,
            String doubleType,
            String clustered,
            String forUpdate,
            String skipLocked) {
        this.blobType = blobType;
        this.doubleType = doubleType;
        this.clustered = clustered;
        this.forUpdate = forUpdate;
        this.skipLocked = skipLocked;
    }

    /**
     * A migration's statement in this database's words. A table marked {@code ${clustered}} is kept
     * in the order of its primary key where the database can, which halves the cost of its rows.
     */
    String adapt(String statement) {
        return statement
                .replace("${blob}", blobType)
                .replace("DOUBLE PRECISION", doubleType)
                .replace("${clustered}", clustered);
    }

    /**
     * What to append to a SELECT whose rows the transaction is about to change. Empty on SQLite,
     * whose writers follow one another anyway.
     */
    public String forUpdate() {
        return forUpdate;
    }

    /** As {@link #forUpdate()}, leaving out rows that another transaction holds (job queues). */
    public String forUpdateSkipLocked() {
        return skipLocked;
    }

    /**
     * What to append to a text that is to be compared or sorted by the bytes of its UTF-8, whatever
     * the language of the database. SQLite always does.
     */
    public String byteOrder() {
        return this == SQLITE ? "" : " COLLATE \"C\"";
    }
}
