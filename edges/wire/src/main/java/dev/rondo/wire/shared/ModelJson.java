package dev.rondo.wire.shared;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rondo.base.Utf8JsonFactory;
import dev.rondo.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON of model servers, in UTF-8 only (RFC 8259, 8.1). NaN and the infinities are bare words, as
 * Python's clients read and write them; all other numbers come back to the same bits.
 */
public final class ModelJson {
    public static final int MAX_DEPTH = 100;

    public static final JsonFactory FACTORY =
            new Utf8JsonFactory(
                    new JsonFactoryBuilder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(MAX_DEPTH)
                                            .build())
                            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS));

    private ModelJson() {}

    /** Writes the fields of an object. */
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** Writes one value. */
    public static byte[] bytes(Content value) {
        try (var bytes = new ByteArrayBuilder(1 << 9)) {
            try (var out = FACTORY.createGenerator(bytes)) {
                value.write(out);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer that is an object of these fields. */
    public static Reply.Whole object(int status, Content fields) {
        return new Reply.Whole(
                status,
                Reply.JSON,
                bytes(out -> {
                    out.writeStartObject();
                    fields.write(out);
                    out.writeEndObject();
                }));
    }
}
