package dev.rondo.store;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An INSERT of one row as one of many rows: on SQLite a statement's beginning and end cost as much
 * as a row or two.
 */
final class RowGroup {
    static final int ROWS = 50;

    private static final Pattern ROW = Pattern.compile("\\bVALUES (\\((?:\\?, )*\\?\\))");

    private RowGroup() {}

    /** The statement for {@link #ROWS} rows; none if it is no INSERT of question marks alone. */
    static Optional<String> of(String sql) {
        var row = ROW.matcher(sql);
        if (!row.find()) {
            return Optional.empty();
        }
        var others = (", " + row.group(1)).repeat(ROWS - 1);
        return Optional.of(new StringBuilder(sql).insert(row.end(), others).toString());
    }
}
