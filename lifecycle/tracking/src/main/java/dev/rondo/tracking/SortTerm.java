package dev.rondo.tracking;

import dev.rondo.store.Db;

/**
 * One of the terms by which rows are sorted. It is never NULL.
 *
 * @param sql an expression without arguments
 * @param text whether it is a text; otherwise a BIGINT
 */
record SortTerm(String sql, boolean ascending, boolean text) {
    static SortTerm integer(String sql, boolean ascending) {
        return new SortTerm(sql, ascending, false);
    }

    /** A text that identifies its row, so that the order of its kind does not matter. */
    static SortTerm id(String column, boolean ascending) {
        return new SortTerm(column, ascending, true);
    }

    static SortTerm text(Db db, String sql, boolean ascending) {
        return new SortTerm(sql + db.dialect().byteOrder(), ascending, true);
    }

    /** Sorts rows in which the expression is NULL last. */
    static SortTerm missingLast(String sql) {
        return integer("CASE WHEN " + sql + " IS NULL THEN 1 ELSE 0 END", true);
    }

    /** Sorts codes of {@link OrderedDouble}: numbers, then NaN, then what is missing. */
    static SortTerm numbersFirst(String sql) {
        return integer(
                "CASE WHEN %1$s IS NULL THEN 2 WHEN %1$s = %2$d THEN 1 ELSE 0 END"
                        .formatted(sql, OrderedDouble.NAN),
                true);
    }
}
