package dev.rondo.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.util.HashSet;
import java.util.function.Consumer;

/** Reads XGBoost's JSON, which writes NaN and Infinity as bare words. */
final class JsonModelReader implements ModelReader {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build();

    private final JsonParser parser;

    JsonModelReader(byte[] json) {
        try {
            parser = FACTORY.createParser(json);
            parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    public void object(Consumer<String> field) {
        expect(JsonToken.START_OBJECT, "an object");
        var names = new HashSet<String>();
        while (parser.currentToken() != JsonToken.END_OBJECT) {
            var name = name();
            ModelReader.checkField(name, names, place());
            field.accept(name);
        }
        next();
    }

    private String name() {
        try {
            var name = parser.currentName();
            parser.nextToken();
            return name;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    public void array(Runnable element) {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            element.run();
        }
        next();
    }

    @Override
    public String text() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw expected("text");
        }
        try {
            var text = parser.getText();
            next();
            return text;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    public int[] integers() {
        var values = new IntList();
        array(() -> {
            values.add(integer());
            next();
        });
        return values.toArray();
    }

    private int integer() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NUMBER_INT -> small();
            case null, default -> throw expected("a whole number");
        };
    }

    private int small() {
        try {
            return parser.getNumberType() == JsonParser.NumberType.INT
                    ? parser.getIntValue()
                    : Integer.MIN_VALUE;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    public float[] numbers() {
        var values = new FloatList();
        array(() -> {
            values.add(number());
            next();
        });
        return values.toArray();
    }

    private float number() {
        var token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw expected("a number");
        }
        try {
            return parser.getFloatValue();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Takes an array of numbers in float64. */
    double[] decimals() {
        var values = new DoubleList();
        array(() -> values.add(decimal()));
        return values.toArray();
    }

    /** Takes a number. */
    double decimal() {
        number();
        try {
            double value = parser.getDoubleValue();
            next();
            return value;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Takes a whole number; one too large for an int is {@link Integer#MIN_VALUE}. */
    int whole() {
        int value = integer();
        next();
        return value;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public void skip() {
        try {
            if (parser.currentToken() == null) {
                throw expected("a value");
            }
            parser.skipChildren();
            parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    public void end() {
        if (parser.currentToken() != null) {
            throw ModelErrors.invalid("something follows the model").at(place());
        }
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw expected(what);
        }
        next();
    }

    private void next() {
        try {
            parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private RondoException expected(String what) {
        return ModelErrors.invalid(what + " is missing").at(place());
    }

    private String place() {
        return "byte " + parser.currentTokenLocation().getByteOffset();
    }

    private RondoException malformed(IOException e) {
        return ModelErrors.invalid("the model is not valid JSON")
                .at("byte " + parser.currentLocation().getByteOffset())
                .causedBy(e);
    }
}
