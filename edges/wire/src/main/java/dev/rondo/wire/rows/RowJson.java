package dev.rondo.wire.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as JSON objects, and tensors as lists in lists. */
public final class RowJson {
    private RowJson() {}

    /** Takes the value of one field, at whose first token the parser stands. */
    public interface Field {
        void take(String name, JsonParser in) throws IOException;
    }

    /** Goes through the fields of a request, which must be one JSON object. */
    public static void read(byte[] body, Field field) {
        try (var in = ModelJson.FACTORY.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw Table.error("the request is no JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                var name = in.currentName();
                in.nextToken();
                field.take(name, in);
            }
            if (in.nextToken() != null) {
                throw Table.error("more text follows the request");
            }
        } catch (StreamConstraintsException e) {
            throw Table.error(
                    "the JSON nests deeper than "
                            + ModelJson.MAX_DEPTH
                            + ", or holds too long a number");
        } catch (JsonProcessingException e) {
            throw Table.error("the request is not valid JSON in UTF-8");
        } catch (IOException e) {
            throw Table.error("the request is not JSON in UTF-8");
        }
    }

    /** The object at whose first token the parser stands, as parsed JSON. */
    public static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            in.nextToken();
            object.put(name, JsonCells.value(in));
        }
        return object;
    }

    /** Writes the only output as it is, several as an object by their names. */
    public static void write(JsonGenerator out, List<Tensor> outputs) throws IOException {
        if (outputs.size() == 1) {
            write(out, outputs.getFirst());
            return;
        }
        out.writeStartObject();
        for (var output : outputs) {
            out.writeFieldName(output.name());
            write(out, output);
        }
        out.writeEndObject();
    }

    /** Writes a row after the other as an object of its values, by the outputs' names. */
    public static void writeRecords(JsonGenerator out, List<Tensor> outputs) throws IOException {
        out.writeStartArray();
        for (int row = 0; row < outputs.getFirst().shape()[0]; row++) {
            out.writeStartObject();
            for (var output : outputs) {
                out.writeFieldName(output.name());
                writeRow(out, output, row);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Whether every output has a row for each row of the others. */
    public static boolean areRows(List<Tensor> outputs) {
        long rows = outputs.getFirst().shape().length == 0 ? -1 : outputs.getFirst().shape()[0];
        return rows >= 0
                && outputs.stream()
                        .allMatch(each -> each.shape().length > 0 && each.shape()[0] == rows);
    }

    /** Writes a tensor as lists in lists. */
    public static void write(JsonGenerator out, Tensor tensor) throws IOException {
        write(out, tensor, 0, 0);
    }

    private static int write(JsonGenerator out, Tensor tensor, int dimension, int from)
            throws IOException {
        if (dimension == tensor.shape().length) {
            value(out, tensor, from);
            return from + 1;
        }
        int at = from;
        out.writeStartArray();
        for (long i = 0; i < tensor.shape()[dimension]; i++) {
            at = write(out, tensor, dimension + 1, at);
        }
        out.writeEndArray();
        return at;
    }

    /** Writes one row of a tensor, whose first dimension counts rows. */
    public static void writeRow(JsonGenerator out, Tensor tensor, int row) throws IOException {
        int size = 1;
        for (int i = 1; i < tensor.shape().length; i++) {
            size *= (int) tensor.shape()[i];
        }
        write(out, tensor, 1, row * size);
    }

    private static void value(JsonGenerator out, Tensor tensor, int at) throws IOException {
        boolean unsigned = tensor.type().name().startsWith("U");
        switch (tensor.data()) {
            case float[] values -> out.writeNumber(values[at]);
            case double[] values -> out.writeNumber(values[at]);
            case boolean[] values -> out.writeBoolean(values[at]);
            case byte[] values -> out.writeNumber(unsigned ? values[at] & 0xff : values[at]);
            case short[] values -> out.writeNumber(unsigned ? values[at] & 0xffff : values[at]);
            case int[] values ->
                    out.writeNumber(unsigned ? Integer.toUnsignedLong(values[at]) : values[at]);
            case long[] values -> out.writeNumber(values[at]);
            case byte[][] values -> text(out, tensor.name(), values[at]);
            default -> throw new IllegalStateException(tensor.type().name());
        }
    }

    /** Outputs whose name says that they hold bytes are told as TensorFlow Serving tells them. */
    private static void text(JsonGenerator out, String name, byte @Nullable [] value)
            throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        if (!name.endsWith("_bytes")) {
            out.writeString(new String(value, StandardCharsets.UTF_8));
            return;
        }
        out.writeStartObject();
        out.writeBinaryField("b64", value);
        out.writeEndObject();
    }
}
