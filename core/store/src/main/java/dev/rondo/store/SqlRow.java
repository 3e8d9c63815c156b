package dev.rondo.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The present row of a result set. Where columns stand is found out once, and the type of a text or
 * integer is looked at until a row has one: after that, reading it is one call into the database.
 */
final class SqlRow implements Row {
    private final ResultSet results;
    private final List<Column> columns = new ArrayList<>();

    SqlRow(ResultSet results) {
        this.results = results;
    }

    private static final class Column {
        final String name;
        final int index;
        boolean text;
        boolean integer;

        Column(String name, int index) {
            this.name = name;
            this.index = index;
        }
    }

    @Override
    public String text(String column) {
        return present(column, textOrNull(column));
    }

    @Override
    public @Nullable String textOrNull(String column) {
        var found = column(column);
        return found.text ? knownText(found) : firstText(found);
    }

    private @Nullable String knownText(Column column) {
        try {
            return results.getString(column.index);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private @Nullable String firstText(Column column) {
        return switch (value(column)) {
            case null -> null;
            case String text -> {
                column.text = true;
                yield text;
            }
            case Object other -> throw wrongType(column.name, other, "text");
        };
    }

    @Override
    public long integer(String column) {
        return present(column, integerOrNull(column));
    }

    @Override
    public @Nullable Long integerOrNull(String column) {
        var found = column(column);
        return found.integer ? knownInteger(found) : firstInteger(found);
    }

    private @Nullable Long knownInteger(Column column) {
        try {
            long number = results.getLong(column.index);
            return number == 0 && results.wasNull() ? null : (Long) number;
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private @Nullable Long firstInteger(Column column) {
        var value = value(column);
        column.integer = value instanceof Long || value instanceof Integer;
        return switch (value) {
            case null -> null;
            case Long number -> number;
            case Integer number -> number.longValue();
            case BigDecimal number -> number.longValueExact();
            case Object other -> throw wrongType(column.name, other, "an integer");
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

    private Column column(String name) {
        for (var column : columns) {
            if (column.name.equals(name)) {
                return column;
            }
        }
        try {
            var column = new Column(name, results.findColumn(name));
            columns.add(column);
            return column;
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private @Nullable Object value(String column) {
        return value(column(column));
    }

    private @Nullable Object value(Column column) {
        try {
            return results.getObject(column.index);
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
