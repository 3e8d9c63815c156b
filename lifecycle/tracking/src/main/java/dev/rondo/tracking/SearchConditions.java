package dev.rondo.tracking;

import dev.rondo.filters.Comparison;
import dev.rondo.filters.Literal;
import dev.rondo.filters.Operator;
import dev.rondo.filters.SqlCondition;

/** Conditions that several searches have. */
final class SearchConditions {
    private SearchConditions() {}

    /**
     * A comparison of a text that stands in a table by owner and key.
     *
     * @param owner the column that says whose it is, such as {@code run_id}
     * @param alias of the table of owners
     */
    static SqlCondition keyed(String table, String owner, String alias, Comparison comparison) {
        return switch (comparison.operator()) {
            case IS_NULL ->
                    SqlCondition.of("NOT " + there(table, owner, alias) + ")", comparison.key());
            case IS_NOT_NULL -> SqlCondition.of(there(table, owner, alias) + ")", comparison.key());
            default -> {
                var value =
                        SqlCondition.text("f.value", comparison.operator(), comparison.literal());
                yield SqlCondition.of(there(table, owner, alias), comparison.key())
                        .and(new SqlCondition(value.sql() + ")", value.arguments()));
            }
        };
    }

    /** Open at its end, for more conditions on {@code f}. */
    static String there(String table, String owner, String alias) {
        return "EXISTS (SELECT 1 FROM %s f WHERE f.%s = %s.%s AND f.key = ?"
                .formatted(table, owner, alias, owner);
    }

    /** A comparison of a column of {@link OrderedDouble}, as IEEE 754 compares doubles. */
    static SqlCondition number(String column, Comparison comparison) {
        double value = ((Literal.Number) comparison.literal()).real();
        long lowest = OrderedDouble.lowest(value);
        long highest = OrderedDouble.highest(value);
        var notNan = " AND " + column + " < " + OrderedDouble.NAN;
        return switch (comparison.operator()) {
            case EQUAL -> SqlCondition.of(column + " BETWEEN ? AND ?", lowest, highest);
            case NOT_EQUAL -> SqlCondition.of(column + " NOT BETWEEN ? AND ?", lowest, highest);
            case LESS -> SqlCondition.of(column + " < ?", lowest);
            case LESS_OR_EQUAL -> SqlCondition.of(column + " <= ?", highest);
            case GREATER -> SqlCondition.of(column + " > ?" + notNan, highest);
            case GREATER_OR_EQUAL -> SqlCondition.of(column + " >= ?" + notNan, lowest);
            default -> throw unexpected(comparison.operator());
        };
    }

    private static IllegalStateException unexpected(Operator operator) {
        return new IllegalStateException("the vocabulary let " + operator + " pass for a number");
    }
}
