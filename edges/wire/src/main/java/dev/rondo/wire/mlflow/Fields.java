package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request: a JSON object, the parameters of a query, or an object within one. Null
 * is absent; a field nobody asks for is ignored; a value of the wrong type is refused with the
 * field's path.
 */
final class Fields {
    private final ObjectNode node;
    private final String path;
    private final boolean query;
    private final Map<String, String> inPath;

    private Fields(ObjectNode node, String path, boolean query, Map<String, String> inPath) {
        this.node = node;
        this.path = path;
        this.query = query;
        this.inPath = inPath;
    }

    private Fields(ObjectNode node, String path) {
        this(node, path, false, Map.of());
    }

    /**
     * The fields of a body.
     *
     * @param inPath the values in the request's path
     */
    static Fields of(byte[] body, Map<String, String> inPath) {
        return new Fields(RequestJson.object(body), "", false, inPath);
    }

    /** The parameters of a query, where a list is a parameter that comes several times. */
    static Fields of(Map<String, List<String>> query, Map<String, String> inPath) {
        var node = RequestJson.MAPPER.createObjectNode();
        query.forEach((name, values) -> {
            var array = node.putArray(Spelling.snake(name));
            values.forEach(array::add);
        });
        return new Fields(node, "", true, inPath);
    }

    /** A value in the request's path. */
    String inPath(String name) {
        var value = inPath.get(name);
        if (value == null) {
            throw new IllegalStateException("the path has no " + name);
        }
        return Values.storable(value, name);
    }

    private @Nullable JsonNode value(String name) {
        var value = node.get(name);
        if (query && value instanceof ArrayNode array) {
            value = array.get(0);
        }
        return value == null || value.isNull() ? null : value;
    }

    RondoException missing(String name) {
        return Values.missing(path + name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** A text that has to be there and not empty. */
    String required(String name) {
        var value = value(name);
        if (value == null || value.isTextual() && value.textValue().isEmpty()) {
            throw Values.missing(path + name);
        }
        return Values.text(value, path + name);
    }

    @Nullable String textOrNull(String name) {
        var value = value(name);
        return value == null ? null : Values.text(value, path + name);
    }

    /** A text, "" when absent. */
    String text(String name) {
        var text = textOrNull(name);
        return text == null ? "" : text;
    }

    /** A text, null when absent or empty. */
    @Nullable String filled(String name) {
        var text = text(name);
        return text.isEmpty() ? null : text;
    }

    /** {@code run_id}, for which old clients send {@code run_uuid}. */
    String runId() {
        return has("run_id") || !has("run_uuid") ? required("run_id") : required("run_uuid");
    }

    @Nullable Long integerOrNull(String name) {
        var value = value(name);
        return value == null ? null : Values.integer(value, path + name);
    }

    long integer(String name, long fallback) {
        var value = integerOrNull(name);
        return value == null ? fallback : value;
    }

    /** How many of something: at most {@code most}; the least is the room's to say. */
    int count(String name, int fallback, int most) {
        var value = value(name);
        if (value == null) {
            return fallback;
        }
        long count = Values.integer(value, path + name);
        if (count > most || count < Integer.MIN_VALUE) {
            throw Values.invalid(value, path + name);
        }
        return (int) count;
    }

    boolean flag(String name, boolean fallback) {
        var value = value(name);
        if (value == null) {
            return fallback;
        }
        if (query) {
            return queryFlag(Values.text(value, path + name));
        }
        if (!value.isBoolean()) {
            throw Values.invalid(value, path + name);
        }
        return value.booleanValue();
    }

    private static boolean queryFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw RondoException.user(
                            "mlflow.flag",
                            "Invalid boolean value: " + text + ", must be 'true' or 'false'.");
        };
    }

    /** One of some constants, by name or by number; null when absent. */
    <T> @Nullable T choice(String name, Choices<T> choices) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        var named = value.isTextual() ? choices.byName().get(value.textValue()) : null;
        var chosen =
                named != null
                        ? named
                        : choices.byNumber().get(Values.integer(value, path + name));
        if (chosen == null) {
            throw Values.invalid(value, path + name);
        }
        return chosen;
    }

    /** A list of texts, empty when absent. */
    List<String> texts(String name) {
        var array = array(name);
        if (array == null) {
            return List.of();
        }
        var texts = new ArrayList<String>(array.size());
        for (var item : array) {
            if (!item.isTextual()) {
                throw Values.invalid(array, path + name);
            }
            texts.add(Values.text(item, path + name));
        }
        return texts;
    }

    /** A list of objects, empty when absent. */
    List<Fields> objects(String name) {
        var array = array(name);
        if (array == null) {
            return List.of();
        }
        var objects = new ArrayList<Fields>(array.size());
        for (int i = 0; i < array.size(); i++) {
            var place = path + name + "[" + i + "]";
            if (!(array.get(i) instanceof ObjectNode object)) {
                throw Values.invalid(array.get(i), place);
            }
            objects.add(new Fields(object, place + "."));
        }
        return objects;
    }

    /** An object within this one, empty when absent. */
    Fields object(String name) {
        var value = value(name);
        if (value == null) {
            return new Fields(RequestJson.MAPPER.createObjectNode(), path + name + ".");
        }
        if (!(value instanceof ObjectNode object)) {
            throw Values.invalid(value, path + name);
        }
        return new Fields(object, path + name + ".");
    }

    /** For a list that has to be there, though it may be empty. */
    void requireList(String name) {
        if (array(name) == null) {
            throw Values.missing(path + name);
        }
    }

    private @Nullable JsonNode array(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            throw Values.invalid(value, path + name);
        }
        return value;
    }

    /** Keys with their texts, the last of equal keys; what is absent is "". */
    Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : objects(name)) {
            pairs.put(pair.text("key"), pair.text("value"));
        }
        return pairs;
    }

    /** Keys with their texts, no key twice. */
    Map<String, String> distinctPairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : objects(name)) {
            if (pairs.put(pair.text("key"), pair.text("value")) != null) {
                throw duplicate(pair.text("key"));
            }
        }
        return pairs;
    }

    static RondoException duplicate(String key) {
        return RondoException.user(
                "mlflow.duplicate",
                "Duplicate parameter keys have been submitted: ['"
                        + key
                        + "']. Please ensure the request contains only one param value per param key.");
    }
}
