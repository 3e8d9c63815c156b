package dev.rondo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the pieces of which the server's JSON is made. */
final class Json {
    private Json() {}

    static Map<String, String> texts(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    static Map<String, Double> numbers(JsonNode object) {
        var numbers = new LinkedHashMap<String, Double>();
        object.properties().forEach(each -> numbers.put(each.getKey(), number(each.getValue())));
        return numbers;
    }

    /** NaN and the infinities are texts. */
    static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }

    static void put(ObjectNode json, String field, double value) {
        if (Double.isFinite(value)) {
            json.put(field, value);
        } else {
            json.put(field, Double.toString(value));
        }
    }

    static void put(ObjectNode json, String field, Map<String, String> texts) {
        var object = json.putObject(field);
        texts.forEach(object::put);
    }

    static @Nullable Instant instant(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()) : null;
    }

    static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }
}
