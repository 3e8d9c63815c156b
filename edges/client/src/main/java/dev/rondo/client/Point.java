package dev.rondo.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One measurement of a metric.
 *
 * @param value any double, NaN and the infinities included
 * @param timestampMillis milliseconds since 1970
 * @param step a training step, boosting round or epoch
 */
public record Point(String key, double value, long timestampMillis, long step) {
    static Point of(JsonNode point) {
        return new Point(
                point.path("key").asText(),
                Json.number(point.path("value")),
                point.path("timestamp_millis").asLong(),
                point.path("step").asLong());
    }

    JsonNode json() {
        var json = RondoClient.object().put("key", key);
        Json.put(json, "value", value);
        return json.put("timestamp_millis", timestampMillis).put("step", step);
    }
}
