package dev.rondo.wire.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rondo.http.Reply;
import dev.rondo.inference.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON in which NaN and the infinities are bare words, as Python writes and reads them. */
public final class RowJson {
    private static final int MAX_DEPTH = 100;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .build();

    private RowJson() {}

    /** Takes the value of one field, at whose first token the parser stands. */
    public interface Field {
        void take(String name, JsonParser in) throws IOException;
    }

    /** Writes the fields of an object. */
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** Goes through the fields of a request, which must be one JSON object. */
    public static void read(byte[] body, Field field) {
        try (var in = FACTORY.createParser(body)) {
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
                    "the JSON nests deeper than " + MAX_DEPTH + ", or holds too long a number");
        } catch (JsonProcessingException e) {
            throw Table.error("the request is not valid JSON");
        } catch (IOException e) {
            throw Table.error("the request is not JSON in UTF-8");
        }
    }

    /** An answer that is an object of these fields. */
    public static Reply object(int status, Content fields) {
        try (var bytes = new ByteArrayBuilder(1 << 9)) {
            try (var out = FACTORY.createGenerator(bytes)) {
                out.writeStartObject();
                fields.write(out);
                out.writeEndObject();
            }
            return new Reply.Whole(status, Reply.JSON, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            case byte[][] values -> out.writeString(new String(values[at], StandardCharsets.UTF_8));
            default -> throw new IllegalStateException(tensor.type().name());
        }
    }
}
