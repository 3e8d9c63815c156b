package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Compares an answer with the recorded one, field by field. */
final class AnswerMatcher {
    private static final Pattern PLACE = Pattern.compile(" \\([^()]* at character \\d+\\)$");

    private final List<String> differences = new ArrayList<>();

    /** Where the answers differ; empty if they do not. */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        var matcher = new AnswerMatcher();
        matcher.compare("", expected, actual);
        return matcher.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            compareObjects(path, expected, actual);
        } else if (expected.isArray() && actual.isArray()) {
            compareArrays(path, sorted(path, expected), sorted(path, actual));
        } else if (!same(expected, withoutPlace(path, actual))) {
            differences.add(path + ": expected " + expected + " but was " + actual);
        }
    }

    private void compareObjects(String path, JsonNode expected, JsonNode actual) {
        var names = new TreeSet<String>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        boolean error = expected.has("error_code");
        for (var name : names) {
            if (error && !expected.has(name)) {
                continue; // the recorded lines leave out sqlstate and error_class
            }
            compare(path + "/" + name, expected.path(name), actual.path(name));
        }
    }

    private void compareArrays(String path, List<JsonNode> expected, List<JsonNode> actual) {
        if (expected.size() != actual.size()) {
            differences.add(path + ": expected " + expected + " but was " + actual);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "/" + i, expected.get(i), actual.get(i));
        }
    }

    /** Where in a filter something is wrong is said by our messages only. */
    private static JsonNode withoutPlace(String path, JsonNode actual) {
        return path.equals("/message") && actual.isTextual()
                ? new TextNode(PLACE.matcher(actual.textValue()).replaceFirst(""))
                : actual;
    }

    /** Tags, parameters, metrics and versions of one owner have no order; a history has one. */
    private static List<JsonNode> sorted(String path, JsonNode array) {
        var items = StreamSupport.stream(array.spliterator(), false);
        boolean ordered = path.equals("/metrics") || path.equals("/model_versions");
        return ordered
                ? items.toList()
                : items.sorted(Comparator.comparing(AnswerMatcher::identity)).toList();
    }

    /** Nothing for items that have an order; sorting leaves those as they are. */
    private static String identity(JsonNode item) {
        var version = item.has("current_stage") ? item.path("version").asText() : "";
        return item.path("key").asText() + " " + item.path("step").asText() + " " + version;
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.doubleValue() == actual.doubleValue()
                    && expected.longValue() == actual.longValue();
        }
        if (!expected.isTextual()) {
            return expected.equals(actual);
        }
        var text = expected.textValue();
        return switch (text) {
            case "${time}" -> actual.isIntegralNumber() && actual.longValue() > 1_700_000_000_000L;
            case "${any}" -> actual.isTextual() && !actual.textValue().isEmpty();
            default ->
                    actual.isTextual()
                            && (text.endsWith("…")
                                    ? actual.textValue()
                                            .startsWith(text.substring(0, text.length() - 1))
                                    : text.equals(actual.textValue()));
        };
    }
}
