package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns a driver's exception into one with a kind and advice. */
final class SqlErrors {
    private SqlErrors() {}

    static RondoException translate(SQLException e) {
        var error =
                e instanceof SQLiteException sqlite
                        ? sqlite(sqlite.getResultCode())
                        : postgresql(e);
        return error.causedBy(e);
    }

    /** For a server that could not be reached when the database was opened. */
    static RondoException connecting(Throwable e) {
        return unavailable(
                        "no connection could be made: " + deepest(e),
                        "check that the server runs, and the URL's host, user and password")
                .causedBy(e);
    }

    private static String deepest(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** A new exception for one of several works that a failed transaction has taken along. */
    static RondoException lost(Throwable e) {
        return switch (e) {
            case SQLException sql -> translate(sql);
            case RondoException known -> known.causedBy(known);
            default -> failed().causedBy(e);
        };
    }

    private static RondoException sqlite(SQLiteErrorCode result) {
        return switch (result) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                    duplicate();
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                    RondoException.internal(
                                    "store.corrupt", "the database file is damaged or is none")
                            .next("restore it from a backup, or name another file");
            default -> byPrimaryCode(result.code & 0xff);
        };
    }

    private static RondoException byPrimaryCode(int code) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return unavailable("the disk is full", "free some space, then send the request again");
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code
                || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return unavailable(
                    "another process holds the database's lock",
                    "end the other process, or send the request again");
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return unavailable(
                    "the database file cannot be read or written",
                    "check the disk's space, health and permissions");
        }
        return failed();
    }

    private static RondoException postgresql(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("23505")) {
            return duplicate();
        }
        if (state.equals("53100")) {
            return unavailable(
                    "the database server's disk is full",
                    "free some space, then send the request again");
        }
        if (state.startsWith("40") || state.equals("55P03")) {
            return unavailable(
                    "the transaction met another one that held its rows", "send the request again");
        }
        if (state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || e instanceof SQLTransientConnectionException) {
            return unavailable(
                    "the database server does not answer",
                    "check that it runs and has connections left");
        }
        return failed();
    }

    private static RondoException duplicate() {
        return RondoException.conflict("store.duplicate", "a row with this key exists already");
    }

    private static RondoException unavailable(String reason, String advice) {
        return RondoException.unavailable("store.unavailable", "the database cannot serve now")
                .because(reason)
                .next(advice);
    }

    private static RondoException failed() {
        return RondoException.internal("store.statement", "a database statement failed");
    }
}
