package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Figures of scikit-learn, scipy and numpy; {@code golden/golden.py} made them. */
record Golden(JsonNode fields) {
    static List<Golden> cases(String file) throws IOException {
        try (var in = Golden.class.getResourceAsStream("/golden/" + file)) {
            var cases = Json.MAPPER.readTree(in).get("cases");
            assertThat(cases).isNotEmpty();
            return stream(cases).map(Golden::new).toList();
        }
    }

    double number(String field) {
        return toDouble(fields.required(field));
    }

    int whole(String field) {
        return fields.required(field).intValue();
    }

    double[] numbers(String field) {
        return stream(fields.required(field)).mapToDouble(Golden::toDouble).toArray();
    }

    long[] counts(String field) {
        return stream(fields.required(field)).mapToLong(JsonNode::longValue).toArray();
    }

    boolean[] flags(String field) {
        var node = fields.required(field);
        var flags = new boolean[node.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = node.get(i).booleanValue();
        }
        return flags;
    }

    /** Agreement to 1e-12, relative above 1. */
    void agrees(String field, double actual) {
        same(field, actual, number(field));
    }

    static void same(String what, double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
            return;
        }
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static double toDouble(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }
}
