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
            boolean points = path.equals("/metrics");
            compareArrays(
                    path,
                    points ? items(expected) : sorted(expected),
                    points ? items(actual) : sorted(actual));
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

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Tags, parameters and metrics of one owner have no order; the points of a history have. */
    private static List<JsonNode> sorted(JsonNode array) {
        var items = items(array);
        boolean keyed = items.stream().allMatch(item -> item.has("key"));
        return keyed
                ? items.stream()
                        .sorted(
                                Comparator.comparing((JsonNode item) ->
                                        item.get("key").textValue()
                                                + " "
                                                + item.path("step").asText()))
                        .toList()
                : items;
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
