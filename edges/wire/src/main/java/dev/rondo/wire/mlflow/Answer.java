package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer's JSON straight to bytes. Doubles come back to the same bits; NaN and the
 * infinities are texts, which protobuf's readers take for what they are. Whole numbers are numbers,
 * not texts, as MLflow's clients expect.
 */
final class Answer {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString VALUE = new SerializedString("value");

    private Answer() {}

    /** Writes the fields of an answer, or one item of a list. */
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** Writes one item of a list. */
    interface Item<T> {
        void write(JsonGenerator out, T item) throws IOException;
    }

    /** The bytes of an object with these fields. */
    static byte[] object(Content fields) {
        try (var bytes = new ByteArrayBuilder(1 << 10)) {
            try (var out = FACTORY.createGenerator(bytes)) {
                out.writeStartObject();
                fields.write(out);
                out.writeEndObject();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field that is left out when there is nothing. */
    static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    /** A list that is left out when it is empty. */
    static <T> void list(JsonGenerator out, String name, Collection<T> items, Item<T> item)
            throws IOException {
        if (items.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(name);
        for (var each : items) {
            item.write(out, each);
        }
        out.writeEndArray();
    }

    /** Keys with their values as a list of objects, left out when it is empty. */
    static void pairs(JsonGenerator out, String name, Map<String, String> pairs)
            throws IOException {
        list(out, name, pairs.entrySet(), Answer::pair);
    }

    private static void pair(JsonGenerator out, Map.Entry<String, String> pair) throws IOException {
        out.writeStartObject();
        out.writeFieldName(KEY);
        out.writeString(pair.getKey());
        out.writeFieldName(VALUE);
        out.writeString(pair.getValue());
        out.writeEndObject();
    }
}
