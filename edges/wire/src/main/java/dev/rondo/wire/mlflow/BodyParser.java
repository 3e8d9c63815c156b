package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of the most frequent calls as a stream. It takes and refuses what {@link Fields}
 * does, save that of a field in both spellings the last one counts, and it keeps the sign of -0.0.
 */
final class BodyParser {
    /** Reads a value within a document; the end of the document is looked at in {@link #read}. */
    private static final ObjectReader TREE =
            RequestJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser in;
    private String list = "";
    private int index;

    private BodyParser(JsonParser in) {
        this.in = in;
    }

    /** Reads the value of one field. */
    interface FieldReader {
        void read(BodyParser in, String name) throws IOException;
    }

    /** Reads one item of a list. */
    interface ItemReader {
        void read(BodyParser in) throws IOException;
    }

    /** Reads a message as {@link RequestJson#object} does. */
    static void read(byte[] body, FieldReader field) {
        try (var json = RequestJson.MAPPER.createParser(body)) {
            var parser = new BodyParser(json);
            var first = json.nextToken();
            if (first == JsonToken.VALUE_STRING) {
                readAgain(json.getText(), field);
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                if (first != JsonToken.START_OBJECT) {
                    throw RequestJson.noObject();
                }
                parser.object(field);
            }
            if (json.nextToken() != null) {
                throw RondoException.user(
                        "mlflow.no_json", "The body is not JSON: more text follows the object.");
            }
        } catch (IOException e) {
            throw RequestJson.explain(e);
        }
    }

    private static void readAgain(String text, FieldReader field) {
        if (text.startsWith("\"")) {
            throw RequestJson.noObject();
        }
        read(text.getBytes(StandardCharsets.UTF_8), field);
    }

    /** Reads an object's fields; the parser is at its opening brace. */
    void object(FieldReader field) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var name = Spelling.snake(in.currentName());
            in.nextToken();
            field.read(this, name);
        }
    }

    /** Reads a list of objects without lists; null is an empty one. The parser is at the value. */
    void objects(String name, ItemReader item) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Values.invalid(tree(), name);
        }
        list = name;
        for (index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw Values.invalid(tree(), name + "[" + index + "]");
            }
            item.read(this);
        }
        list = "";
    }

    /** A field's name with the list and item in which it stands, as messages have it. */
    String place(String name) {
        return list.isEmpty() ? name : list + "[" + index + "]." + name;
    }

    @Nullable String text(String name) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING -> storable(in.getText(), name);
            case VALUE_NULL -> null;
            default -> throw Values.invalid(tree(), place(name));
        };
    }

    private String storable(String text, String name) {
        var fault = Values.fault(text);
        if (fault != null) {
            throw Values.unstorable(place(name), fault);
        }
        return text;
    }

    @Nullable Long integer(String name) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        return in.currentToken() == JsonToken.VALUE_NULL
                ? null
                : (Long) Values.integer(tree(), place(name));
    }

    @Nullable Double floating(String name) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> (Double) number(name);
            case VALUE_STRING -> (Double) Values.floating(in.getText(), tree(), place(name));
            default -> throw Values.invalid(tree(), place(name));
        };
    }

    /** NaN and infinity are meant only where the word stands for them, not where 1e400 does. */
    private double number(String name) throws IOException {
        boolean word = in.isNaN();
        double value = in.getDoubleValue();
        if (Double.isInfinite(value) && !word) {
            throw Values.invalid(tree(), place(name));
        }
        return value;
    }

    void skip() throws IOException {
        in.skipChildren();
    }

    private JsonNode tree() throws IOException {
        return TREE.readTree(in);
    }
}
