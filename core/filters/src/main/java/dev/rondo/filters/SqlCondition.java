package dev.rondo.filters;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A condition in SQL, the same for SQLite and PostgreSQL.
 *
 * @param arguments of its question marks, in their order
 */
public record SqlCondition(String sql, List<Object> arguments) {
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    public SqlCondition {
        arguments = List.copyOf(arguments);
    }

    public static SqlCondition of(String sql, Object... arguments) {
        return new SqlCondition(sql, List.of(arguments));
    }

    /** What holds when both hold. */
    public SqlCondition and(SqlCondition other) {
        var all = new ArrayList<>(arguments);
        all.addAll(other.arguments);
        return new SqlCondition(sql + " AND " + other.sql, all);
    }

    /** A column of whole numbers or texts, as the literal is one, in a comparison. */
    public static SqlCondition column(String column, Comparison comparison) {
        return comparison.literal() instanceof Literal.Number number
                ? integer(column, comparison.operator(), number)
                : text(column, comparison.operator(), comparison.literal());
    }

    /**
     * A column of text compared with a literal of text or a list, or tested for NULL. A column that
     * is NULL matches IS NULL only.
     */
    public static SqlCondition text(String column, Operator operator, Literal literal) {
        return switch (literal) {
            case Literal.None() -> of(column + " " + operator.symbol());
            case Literal.Texts(var values) ->
                    new SqlCondition(
                            "%s %s (%s)".formatted(column, operator.symbol(), marks(values.size())),
                            List.copyOf(values));
            case Literal.Text(var value) ->
                    switch (operator) {
                        case LIKE -> like(column, value);
                        case ILIKE -> like("lower(" + column + ")", value.toLowerCase(Locale.ROOT));
                        default -> of(column + " " + operator.symbol() + " ?", value);
                    };
            case Literal.Number _ -> throw new IllegalArgumentException("a text is not a number");
        };
    }

    /** A backslash would escape on PostgreSQL only, so on both it escapes itself. */
    private static SqlCondition like(String column, String pattern) {
        return of(column + " LIKE ? ESCAPE '\\'", pattern.replace("\\", "\\\\"));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A column of BIGINT compared with any number, whole or not, exactly. */
    public static SqlCondition integer(String column, Operator operator, Literal.Number literal) {
        var value = literal.value();
        boolean between = value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0;
        if (!between) {
            return outside(column, operator, value.signum() > 0);
        }
        var floor = value.setScale(0, RoundingMode.FLOOR);
        long number = floor.longValueExact();
        if (floor.compareTo(value) == 0) {
            return of(column + " " + operator.symbol() + " ?", number);
        }
        return switch (operator) {
            case EQUAL -> of("1 = 0");
            case NOT_EQUAL -> of(column + " IS NOT NULL");
            case LESS, LESS_OR_EQUAL -> of(column + " <= ?", number);
            case GREATER, GREATER_OR_EQUAL -> of(column + " > ?", number);
            default -> throw new IllegalArgumentException("no operator of numbers: " + operator);
        };
    }

    /** Every BIGINT is below, or above, what is compared with. */
    private static SqlCondition outside(String column, Operator operator, boolean below) {
        boolean matches =
                switch (operator) {
                    case EQUAL -> false;
                    case NOT_EQUAL -> true;
                    case LESS, LESS_OR_EQUAL -> below;
                    case GREATER, GREATER_OR_EQUAL -> !below;
                    default ->
                            throw new IllegalArgumentException(
                                    "no operator of numbers: " + operator);
                };
        return of(matches ? column + " IS NOT NULL" : "1 = 0");
    }
}
