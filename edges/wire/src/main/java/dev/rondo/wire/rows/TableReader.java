package dev.rondo.wire.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms in which protocols write tables as JSON. Null and NaN are missing, booleans stand
 * for 1 and 0 where numbers are wanted.
 */
public final class TableReader {
    private static final int MAX_COLUMNS = 100_000;

    private final JsonParser in;
    private final boolean singles;

    /** Reads from a parser that stands at the table's first token. */
    public TableReader(JsonParser in) {
        this(in, true);
    }

    /**
     * Reads from a parser that stands at the table's first token.
     *
     * @param singles whether a list of one value stands for the value
     */
    public TableReader(JsonParser in, boolean singles) {
        this.in = in;
        this.singles = singles;
    }

    /** A list of rows: each a list of values, a value alone, or an object of named values. */
    public Table rows() throws IOException {
        expect(JsonToken.START_ARRAY, "the rows are no list");
        var first = in.nextToken();
        return first == JsonToken.START_OBJECT ? namedRows() : plainRows(first);
    }

    private Table plainRows(JsonToken first) throws IOException {
        var cells = new Cells();
        int rows = 0;
        int width = first == JsonToken.START_ARRAY ? -1 : 1;
        for (var token = first; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            int before = cells.size();
            if (token != JsonToken.START_ARRAY) {
                value(cells);
            } else {
                row(cells);
            }
            int taken = cells.size() - before;
            width = width < 0 ? taken : width;
            if (taken != width
                    || (token == JsonToken.START_ARRAY) != (first == JsonToken.START_ARRAY)) {
                throw Table.error("the rows are not of one length");
            }
            rows++;
        }
        return Table.of(List.of(), rows, Math.max(0, width), cells);
    }

    private void row(Cells cells) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            value(cells);
        }
    }

    private Table namedRows() throws IOException {
        var columns = new LinkedHashMap<String, Cells>();
        int rows = 0;
        for (var token = in.currentToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            expect(JsonToken.START_OBJECT, "the rows are not of one kind");
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                var column = column(columns, in.currentName());
                in.nextToken();
                if (column.size() > rows) {
                    throw Table.error("a column is given twice in one row");
                }
                column.pad(rows);
                if (singles && in.currentToken() == JsonToken.START_ARRAY) {
                    JsonCells.single(in, column);
                } else {
                    value(column);
                }
            }
            rows++;
        }
        return joined(columns, rows);
    }

    private static Cells column(Map<String, Cells> columns, String name) {
        var column = columns.computeIfAbsent(name, _ -> new Cells());
        if (columns.size() > MAX_COLUMNS) {
            throw Table.error("there are more than " + MAX_COLUMNS + " columns");
        }
        return column;
    }

    private static Table joined(Map<String, Cells> columns, int rows) {
        int width = columns.size();
        if ((long) rows * width > 1 << 28) {
            throw Table.error("the table has too many cells").next("send it in parts");
        }
        columns.values().forEach(column -> column.pad(rows));
        var cells = new Cells();
        for (int row = 0; row < rows; row++) {
            for (var column : columns.values()) {
                cells.add(column.other(row), column.value(row));
            }
        }
        return Table.of(List.copyOf(columns.keySet()), rows, width, cells);
    }

    /**
     * An object of columns, each a list of values or of lists, or all of them values alone, which
     * are one row; or a list of rows.
     */
    public Table columns() throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return rows();
        }
        var columns = new LinkedHashMap<String, Cells>();
        Table only = null;
        int alone = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var column = column(columns, in.currentName());
            if (only != null || column.size() > 0) {
                throw Table.error("the columns are not of one kind");
            }
            if (in.nextToken() != JsonToken.START_ARRAY) {
                value(column);
                alone++;
                continue;
            }
            var part = rows();
            if (part.named()) {
                throw Table.error("a column has rows of several values");
            }
            if (part.width() > 1 && columns.size() == 1) {
                only = part;
            }
            stack(part, column);
        }
        if (alone != 0 && alone != columns.size()) {
            throw Table.error("the columns are not of one kind");
        }
        return only != null ? only : joined(columns, height(columns));
    }

    /** Adds each row of a part as one cell. */
    private static void stack(Table part, Cells column) {
        int width = part.width();
        for (int row = 0; row < part.rows(); row++) {
            if (width == 1) {
                column.add(part.other(row, 0), part.value(row, 0));
                continue;
            }
            var nested = new ArrayList<@Nullable Object>(width);
            for (int i = 0; i < width; i++) {
                var other = part.other(row, i);
                nested.add(other == null ? part.value(row, i) : other);
            }
            column.add(nested, Double.NaN);
        }
    }

    private static int height(Map<String, Cells> columns) {
        int height = -1;
        for (var column : columns.values()) {
            if (height >= 0 && column.size() != height) {
                throw Table.error(
                        "The length of values for each input/column name are not the same");
            }
            height = column.size();
        }
        return Math.max(0, height);
    }

    /** Pandas' form {@code split}: an object of {@code columns}, {@code index}, {@code data}. */
    public Table split() throws IOException {
        expect(JsonToken.START_OBJECT, "Dataframe split format must be a dictionary");
        List<String> names = null;
        Table data = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "columns" -> names = names();
                case "data" -> data = rows();
                case "index" -> in.skipChildren();
                default -> throw splitFields();
            }
        }
        if (data == null) {
            throw splitFields();
        }
        return named(names, data);
    }

    private static RuntimeException splitFields() {
        return Table.error(
                "Dataframe split format must have 'data' field and optionally 'columns' and 'index' fields");
    }

    private static Table named(@Nullable List<String> names, Table data) {
        if (names == null) {
            return data;
        }
        if (data.rows() > 0 && names.size() != data.width()) {
            throw Table.error("there are not as many columns as values in a row");
        }
        return new Table(names, data.rows(), names.size(), data.values(), data.others());
    }

    private @Nullable List<String> names() throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_ARRAY, "columns is no list");
        var names = new ArrayList<String>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!in.currentToken().isScalarValue() || names.size() == MAX_COLUMNS) {
                throw Table.error("columns is no list of names");
            }
            names.add(in.getText());
        }
        return names;
    }

    private void value(Cells cells) throws IOException {
        switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT -> cells.add(in.getDoubleValue());
            case VALUE_NUMBER_INT -> JsonCells.whole(in, cells);
            case VALUE_TRUE -> cells.add(true, 1);
            case VALUE_FALSE -> cells.add(false, 0);
            case VALUE_NULL -> cells.add(Double.NaN);
            case VALUE_STRING -> cells.add(in.getText(), Double.NaN);
            default -> JsonCells.nested(in, cells);
        }
    }

    private void expect(JsonToken token, String otherwise) {
        if (in.currentToken() != token) {
            throw Table.error(otherwise);
        }
    }
}
