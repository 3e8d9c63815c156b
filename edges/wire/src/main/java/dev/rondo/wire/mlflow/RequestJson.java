package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.base.Utf8JsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON of MLflow's clients. As theirs, it may hold NaN and the infinities as bare words, and of
 * a field that comes twice the last one counts. Numbers keep every digit, as an error shows them.
 * Nesting has the limit of {@link Json#MAX_DEPTH}. Unlike MLflow we take UTF-8 only.
 */
final class RequestJson {
    static final JsonMapper MAPPER =
            JsonMapper.builder(
                            new Utf8JsonFactory(
                                    new JsonFactoryBuilder()
                                            .streamReadConstraints(
                                                    StreamReadConstraints.builder()
                                                            .maxNestingDepth(Json.MAX_DEPTH)
                                                            .build())
                                            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                                            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)))
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private RequestJson() {}

    /**
     * Reads a message: an object, a text that holds an object (as old clients send it), or nothing
     * or null, which is the empty message.
     *
     * @throws RondoException of kind USER for anything else
     */
    static ObjectNode object(byte[] body) {
        var node = tree(body);
        if (node.isTextual()) {
            node = tree(node.textValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (node.isNull() || node.isMissingNode()) {
            return MAPPER.createObjectNode();
        }
        if (!(node instanceof ObjectNode object)) {
            throw noObject();
        }
        Spelling.normalise(object);
        return object;
    }

    private static JsonNode tree(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    static RondoException noObject() {
        return RondoException.user("mlflow.no_object", "The body must be a JSON object.");
    }

    /** What a failure of the parser means to the caller. */
    static RuntimeException explain(IOException e) {
        if (e instanceof StreamConstraintsException limit) {
            return RondoException.limit(
                    "mlflow.json_limit", "The JSON passes a limit: " + firstLine(limit));
        }
        if (e instanceof JsonProcessingException malformed) {
            return RondoException.user(
                    "mlflow.no_json", "The body is not JSON: " + firstLine(malformed));
        }
        return new UncheckedIOException(e);
    }

    /** The parser's reason without the place in its sources and its advice to programmers. */
    private static String firstLine(JsonProcessingException e) {
        var reason = e.getOriginalMessage().lines().findFirst().orElse("");
        int advice = reason.indexOf(": enable `");
        var location = e.getLocation();
        return (advice < 0 ? reason : reason.substring(0, advice))
                + (location == null
                        ? ""
                        : " (line "
                                + location.getLineNr()
                                + ", column "
                                + location.getColumnNr()
                                + ")");
    }
}
