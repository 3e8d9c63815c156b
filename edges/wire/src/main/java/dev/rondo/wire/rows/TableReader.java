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
 * Reads the forms in which protocols write tables as JSON. Numbers, booleans (1 and 0) and null or
 * NaN (missing) are values.
 */
public final class TableReader {
    private static final int MAX_COLUMNS = 100_000;

    private final JsonParser in;

    /** Reads from a parser that stands at the table's first token. */
    public TableReader(JsonParser in) {
        this.in = in;
    }

    /** A list of rows: each a list of values, a value alone, or an object of named values. */
    public Table rows() throws IOException {
        expect(JsonToken.START_ARRAY, "the rows are no list");
        var first = in.nextToken();
        return first == JsonToken.START_OBJECT ? namedRows() : plainRows(first);
    }

    private Table plainRows(JsonToken first) throws IOException {
        var values = new Doubles();
        int rows = 0;
        int width = first == JsonToken.START_ARRAY ? -1 : 1;
        for (var token = first; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            int before = values.size();
            if (token != JsonToken.START_ARRAY) {
                values.add(value());
            } else {
                row(values);
            }
            int taken = values.size() - before;
            width = width < 0 ? taken : width;
            if (taken != width
                    || (token == JsonToken.START_ARRAY) != (first == JsonToken.START_ARRAY)) {
                throw Table.error("the rows are not of one length");
            }
            rows++;
        }
        return new Table(List.of(), rows, Math.max(0, width), values.toArray());
    }

    private void row(Doubles values) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(value());
        }
    }

    private Table namedRows() throws IOException {
        var columns = new LinkedHashMap<String, Doubles>();
        var wide = new Doubles();
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
                cell(column, wide);
            }
            rows++;
        }
        return wide.size() == 0 ? joined(columns, rows) : wide(columns, wide, rows);
    }

    /** A value, a list of one, or a whole row under the name of the only input. */
    private void cell(Doubles column, Doubles wide) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            column.add(value());
            return;
        }
        var values = new Doubles();
        row(values);
        var taken = values.toArray();
        column.add(taken.length == 1 ? taken[0] : Double.NaN);
        if (taken.length != 1) {
            for (double value : taken) {
                wide.add(value);
            }
        }
    }

    private static Table wide(Map<String, Doubles> columns, Doubles wide, int rows) {
        if (columns.size() != 1 || wide.size() % rows != 0) {
            throw Table.error("a column of a row has several values");
        }
        return new Table(List.of(), rows, wide.size() / rows, wide.toArray());
    }

    private static Doubles column(Map<String, Doubles> columns, String name) {
        var column = columns.computeIfAbsent(name, _ -> new Doubles());
        if (columns.size() > MAX_COLUMNS) {
            throw Table.error("there are more than " + MAX_COLUMNS + " columns");
        }
        return column;
    }

    private static Table joined(Map<String, Doubles> columns, int rows) {
        int width = columns.size();
        if ((long) rows * width > 1 << 28) {
            throw Table.error("the table has too many cells").next("send it in parts");
        }
        var values = new double[rows * width];
        int at = 0;
        for (var column : columns.values()) {
            column.pad(rows);
            var cells = column.toArray();
            for (int row = 0; row < rows; row++) {
                values[row * width + at] = cells[row];
            }
            at++;
        }
        return new Table(List.copyOf(columns.keySet()), rows, width, values);
    }

    /** An object of columns, each a list of values or of lists of one; or a list of rows. */
    public Table columns() throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return rows();
        }
        var columns = new LinkedHashMap<String, Doubles>();
        Table only = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            var column = column(columns, name);
            expectNext(JsonToken.START_ARRAY, "a column is no list");
            if (only != null || column.size() > 0) {
                throw Table.error("the columns are not of one kind");
            }
            var part = rows();
            if (part.width() > 1 && columns.size() == 1) {
                only = part;
            } else if (part.width() > 1 || !part.columns().isEmpty()) {
                throw Table.error("a column has rows of several values");
            }
            for (double value : part.values()) {
                column.add(value);
            }
        }
        return only != null ? only : joined(columns, height(columns));
    }

    private static int height(Map<String, Doubles> columns) {
        int height = -1;
        for (var column : columns.values()) {
            if (height >= 0 && column.size() != height) {
                throw Table.error("the columns are not of one length");
            }
            height = column.size();
        }
        return Math.max(0, height);
    }

    /** Pandas' form {@code split}: an object of {@code columns} and {@code data}. */
    public Table split() throws IOException {
        expect(JsonToken.START_OBJECT, "dataframe_split is no object");
        List<String> names = null;
        Table data = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var field = in.currentName();
            in.nextToken();
            switch (field) {
                case "columns" -> names = names();
                case "data" -> data = rows();
                default -> in.skipChildren();
            }
        }
        return named(names, data);
    }

    private static Table named(@Nullable List<String> names, @Nullable Table data) {
        if (data == null) {
            throw Table.error("dataframe_split has no data");
        }
        if (names == null) {
            return data;
        }
        if (data.rows() > 0 && names.size() != data.width()) {
            throw Table.error("there are not as many columns as values in a row");
        }
        return new Table(names, data.rows(), names.size(), data.values());
    }

    private List<String> names() throws IOException {
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

    private double value() throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getDoubleValue();
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NULL -> Double.NaN;
            default -> throw Table.error("a value is no number");
        };
    }

    private void expect(JsonToken token, String otherwise) {
        if (in.currentToken() != token) {
            throw Table.error(otherwise);
        }
    }

    private void expectNext(JsonToken token, String otherwise) throws IOException {
        in.nextToken();
        expect(token, otherwise);
    }
}
