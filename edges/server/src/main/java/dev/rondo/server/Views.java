package dev.rondo.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Rooms' records as the REST shows them: snake_case, and every time as ISO 8601 in UTC. */
final class Views {
    /** Fields that hold microseconds since 1970 in the rooms' records. */
    private static final Set<String> TIMES =
            Set.of(
                    "at",
                    "closed_at",
                    "created_at",
                    "due_at",
                    "end",
                    "ended_at",
                    "event_time",
                    "fired_at",
                    "lifted_at",
                    "onset",
                    "opened_at",
                    "outcome_time",
                    "received_at",
                    "resolved_at",
                    "start",
                    "started_at",
                    "updated_at",
                    "watermark",
                    "window_start");

    private Views() {}

    static ObjectNode of(Object value) {
        var tree = ApiJson.tree(value);
        readable(tree);
        return tree;
    }

    /** {@code {"items": […]}}. */
    static <T> ObjectNode list(List<T> values, Function<T, ? extends JsonNode> view) {
        var answer = ApiJson.object();
        var items = answer.putArray("items");
        values.forEach(value -> items.add(view.apply(value)));
        return answer;
    }

    static ObjectNode list(List<?> values) {
        return list(values, Views::of);
    }

    /** Milliseconds since 1970, of any size, as ISO 8601. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void readable(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(Views::readable);
        } else if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                if (field.getValue().isIntegralNumber() && TIMES.contains(field.getKey())) {
                    field.setValue(object.textNode(Micros.format(field.getValue().longValue())));
                } else {
                    readable(field.getValue());
                }
            }
        }
    }
}
