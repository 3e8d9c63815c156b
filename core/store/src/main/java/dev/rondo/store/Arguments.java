package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds a statement's arguments. */
final class Arguments {
    /**
     * SQLite would store NaN as NULL, so it travels as this text. Doubles live in columns without
     * an affinity there (see {@link Dialect}), which keep the text and the sign of -0.0, and text
     * sorts after every number, as NaN does in PostgreSQL.
     */
    static final String NAN = "NaN";

    private Arguments() {}

    /**
     * Binds some of a statement's arguments.
     *
     * @param before how many come before these
     */
    static void bind(
            PreparedStatement statement, Dialect dialect, int before, @Nullable Object[] arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bindOne(statement, dialect, before + i + 1, arguments[i]);
        }
    }

    private static void bindOne(
            PreparedStatement statement, Dialect dialect, int index, @Nullable Object argument)
            throws SQLException {
        switch (argument) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, checked(text));
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Boolean flag -> statement.setLong(index, flag ? 1 : 0);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Double number -> {
                if (number.isNaN() && dialect == Dialect.SQLITE) {
                    statement.setString(index, NAN);
                } else {
                    statement.setDouble(index, number);
                }
            }
            default ->
                    throw new IllegalArgumentException(
                            "argument %d is a %s; see Tx for what can be sent"
                                    .formatted(index, argument.getClass().getName()));
        }
    }

    /** PostgreSQL cannot hold these texts, and SQLite's driver alters them: refused on both. */
    private static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw RondoException.user(
                                "store.text", "a text has a character that cannot be stored")
                        .because(
                                "character %d is %s"
                                        .formatted(
                                                i + 1, c == 0 ? "NUL" : "half of a surrogate pair"))
                        .next("remove it");
            }
        }
        return text;
    }
}
