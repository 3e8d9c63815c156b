package dev.rondo.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The present row of a result set. */
final class SqlRow implements Row {
    private final ResultSet results;

    SqlRow(ResultSet results) {
        this.results = results;
    }

    @Override
    public String text(String column) {
        return present(column, textOrNull(column));
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return switch (value(column)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw wrongType(column, other, "text");
        };
    }

    @Override
    public long integer(String column) {
        return present(column, integerOrNull(column));
    }

    @Override
    public @Nullable Long integerOrNull(String column) {
        return switch (value(column)) {
            case null -> null;
            case Long number -> number;
            case Integer number -> number.longValue();
            case BigDecimal number -> number.longValueExact();
            case Object other -> throw wrongType(column, other, "an integer");
        };
    }

    @Override
    public double real(String column) {
        return present(column, realOrNull(column));
    }

    @Override
    public @Nullable Double realOrNull(String column) {
        return switch (value(column)) {
            case null -> null;
            case Number number -> number.doubleValue();
            case String text when text.equals(Arguments.NAN) -> Double.NaN;
            case Object other -> throw wrongType(column, other, "a double");
        };
    }

    @Override
    public boolean flag(String column) {
        return switch (value(column)) {
            case Boolean flag -> flag;
            case Number number -> number.longValue() != 0;
            case null -> present(column, null);
            case Object other -> throw wrongType(column, other, "a flag");
        };
    }

    @Override
    public byte[] bytes(String column) {
        return present(column, bytesOrNull(column));
    }

    @Override
    public byte @Nullable [] bytesOrNull(String column) {
        return switch (value(column)) {
            case null -> null;
            case byte[] bytes -> bytes;
            case Object other -> throw wrongType(column, other, "bytes");
        };
    }

    private @Nullable Object value(String column) {
        try {
            return results.getObject(column);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is NULL");
        }
        return value;
    }

    private static IllegalStateException wrongType(String column, Object value, String wanted) {
        return new IllegalStateException(
                "column %s holds a %s, not %s"
                        .formatted(column, value.getClass().getSimpleName(), wanted));
    }
}
