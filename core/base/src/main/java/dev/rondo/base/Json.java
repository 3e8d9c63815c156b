package dev.rondo.base;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON that Rondo reads and writes. Reading is strict: unknown fields, duplicate keys, trailing
 * text, missing primitives, texts or fractions for whole numbers, a nesting over 100, and encodings
 * other than UTF-8 (RFC 8259, 8.1) are errors; only where text is wanted, a number or boolean
 * stands for its text. Doubles are written so that they come back to the same bits; NaN and the
 * infinities are the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class Json {
    public static final int MAX_DEPTH = 100;

    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            new Utf8JsonFactory(
                                    new JsonFactoryBuilder()
                                            .streamReadConstraints(
                                                    StreamReadConstraints.builder()
                                                            .maxNestingDepth(MAX_DEPTH)
                                                            .build())
                                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                                            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)))
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] writeBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads text that Rondo wrote itself; a failure is a fault of ours. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(String text) {
        return read(text, JsonNode.class);
    }

    /**
     * Reads a caller's text.
     *
     * @throws RondoException of kind USER that names line and column, or the field
     */
    public static <T> T parse(byte[] text, Class<T> type) {
        return parse(text, type, MAPPER);
    }

    /** As {@link #parse(byte[], Class)}, with a mapper that names fields in another way. */
    public static <T> T parse(byte[] text, Class<T> type, JsonMapper mapper) {
        try {
            var value = mapper.readValue(text, type);
            if (value == null) {
                throw RondoException.user("json.null", "the body is null")
                        .next("send a JSON object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonErrors.explain(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
