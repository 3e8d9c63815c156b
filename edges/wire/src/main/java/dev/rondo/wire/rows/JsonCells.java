package dev.rondo.wire.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of JSON that a cell holds as objects. */
final class JsonCells {
    private static final long EXACT = 1L << 53;

    private JsonCells() {}

    /** Adds a whole number, beside its double where that is another number. */
    static void whole(JsonParser in, Cells cells) throws IOException {
        if (in.getNumberType() == NumberType.BIG_INTEGER) {
            cells.add(in.getDoubleValue());
            return;
        }
        long value = in.getLongValue();
        boolean exact = value >= -EXACT && value <= EXACT;
        cells.add(exact ? null : (Object) value, (double) value);
    }

    /** Adds a list or an object. */
    static void nested(JsonParser in, Cells cells) throws IOException {
        cells.add(value(in), Double.NaN);
    }

    /** Adds a list; one of a single value is the value. */
    static void single(JsonParser in, Cells cells) throws IOException {
        var value = value(in);
        switch (value) {
            case double[] numbers when numbers.length == 1 -> cells.add(numbers[0]);
            case List<?> list when list.size() == 1 && list.getFirst() instanceof String text ->
                    cells.add(text, Double.NaN);
            case List<?> list when list.size() == 1 && list.getFirst() instanceof Boolean flag ->
                    cells.add(flag, flag ? 1 : 0);
            case List<?> list when list.size() == 1 && list.getFirst() instanceof Number number ->
                    cells.add(number.doubleValue());
            case null, default -> cells.add(value, Double.NaN);
        }
    }

    /** The value at whose first token the parser stands; a list of numbers is a double[]. */
    static @Nullable Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING -> in.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case START_OBJECT -> RowJson.object(in);
            case START_ARRAY -> list(in);
            case null, default -> null;
        };
    }

    private static Object list(JsonParser in) throws IOException {
        var numbers = new double[8];
        int size = 0;
        while (in.nextToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            numbers = size == numbers.length ? Arrays.copyOf(numbers, 2 * size) : numbers;
            numbers[size++] = in.getDoubleValue();
        }
        if (in.currentToken() == JsonToken.END_ARRAY && size > 0) {
            return Arrays.copyOf(numbers, size);
        }
        var list = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            list.add(numbers[i]);
        }
        while (in.currentToken() != JsonToken.END_ARRAY) {
            list.add(value(in));
            in.nextToken();
        }
        return list;
    }
}
