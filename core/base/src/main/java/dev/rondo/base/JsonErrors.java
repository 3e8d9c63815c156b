package dev.rondo.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Collectors;

/** Turns the JSON library's failures into errors that a caller can act on, without class names. */
final class JsonErrors {
    private JsonErrors() {}

    static RondoException explain(JsonProcessingException e) {
        if (e instanceof ValueInstantiationException
                && e.getCause() instanceof RondoException cause) {
            return cause.where() == null
                    ? cause.at(path(((JsonMappingException) e).getPath()))
                    : cause;
        }
        if (e instanceof ValueInstantiationException broken) {
            return RondoException.user("json.invalid_value", "the value cannot be used")
                    .at(path(broken.getPath()))
                    .because("a part of it is missing or out of range")
                    .next("send a complete value");
        }
        if (e instanceof StreamConstraintsException) {
            return RondoException.limit(
                            "json.too_deep", "the JSON passes a limit: " + e.getOriginalMessage())
                    .next("send a smaller document");
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return RondoException.user(
                            "json.unknown_field",
                            "there is no field \"" + unknown.getPropertyName() + "\"")
                    .at(path(unknown.getPath()))
                    .next("known fields: " + known(unknown));
        }
        if (e instanceof InvalidFormatException format) {
            return RondoException.user(
                            "json.wrong_type",
                            "the value cannot be read as " + simple(format.getTargetType()))
                    .at(path(format.getPath()))
                    .next("send a value of that type");
        }
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return RondoException.user("json.malformed", "more text follows the document")
                    .at(place(e))
                    .next("send one JSON document");
        }
        if (e instanceof MismatchedInputException mismatch) {
            return RondoException.user("json.wrong_type", mismatchText(mismatch))
                    .at(path(mismatch.getPath()))
                    .next("send a value of that type");
        }
        return RondoException.user("json.malformed", "the text is not JSON: " + parserText(e))
                .at(place(e))
                .next("send valid JSON in UTF-8");
    }

    /** The parser's reason without its advice to the programmer. */
    private static String parserText(JsonProcessingException e) {
        var reason = e.getOriginalMessage().lines().findFirst().orElse("");
        int advice = reason.indexOf(": enable `");
        return advice < 0 ? reason : reason.substring(0, advice);
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? "body"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String mismatchText(MismatchedInputException e) {
        return e.getTargetType() == null
                ? "the value has the wrong type"
                : "the value cannot be read as " + simple(e.getTargetType());
    }

    private static String known(UnrecognizedPropertyException e) {
        var ids = e.getKnownPropertyIds();
        return ids == null
                ? "none"
                : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String simple(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == long.class
                || type == int.class
                || type == Long.class
                || type == Integer.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (List.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return "an object";
    }

    private static String path(List<JsonMappingException.Reference> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step.getFieldName() != null) {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            } else {
                text.append('[').append(step.getIndex()).append(']');
            }
        }
        return text.isEmpty() ? "body" : text.toString();
    }
}
