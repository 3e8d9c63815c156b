package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of the REST as a row: columns named as MLflow's {@code search_runs} names those of its
 * table, so {@code metrics.auc}, {@code params.depth}, {@code tags.x}.
 */
final class RunRow {
    private static final Map<String, ParquetType> ATTRIBUTES = new LinkedHashMap<>();

    static {
        ATTRIBUTES.put("run_id", ParquetType.TEXT);
        ATTRIBUTES.put("experiment_id", ParquetType.TEXT);
        ATTRIBUTES.put("run_name", ParquetType.TEXT);
        ATTRIBUTES.put("user_id", ParquetType.TEXT);
        ATTRIBUTES.put("status", ParquetType.TEXT);
        ATTRIBUTES.put("lifecycle_stage", ParquetType.TEXT);
        ATTRIBUTES.put("artifact_uri", ParquetType.TEXT);
        ATTRIBUTES.put("start_time", ParquetType.TIME);
        ATTRIBUTES.put("end_time", ParquetType.TIME);
    }

    private RunRow() {}

    /** All columns: the attributes, then those of the keys, sorted within each kind. */
    static Map<String, ParquetType> columns(Map<String, ParquetType> ofKeys) {
        var columns = new LinkedHashMap<>(ATTRIBUTES);
        columns.putAll(new TreeMap<>(ofKeys));
        return columns;
    }

    /** Notes the columns that the keys of a run have. */
    static void note(JsonNode run, Map<String, ParquetType> ofKeys) {
        run.path("metrics")
                .fieldNames()
                .forEachRemaining(key -> ofKeys.put("metrics." + key, ParquetType.DOUBLE));
        for (var kind : new String[] {"params", "tags"}) {
            run.path(kind)
                    .fieldNames()
                    .forEachRemaining(key -> ofKeys.put(kind + "." + key, ParquetType.TEXT));
        }
    }

    /** Adds a run to the columns of a group, making those that are not there yet. */
    static void add(JsonNode run, int row, Map<String, ParquetColumn> group) {
        ATTRIBUTES.forEach((name, type) -> {
            var value = run.path(name.equals("run_name") ? "name" : name);
            if (value.isTextual() && type == ParquetType.TIME) {
                column(group, name).add(row, Instant.parse(value.asText()).toEpochMilli());
            } else if (value.isTextual()) {
                column(group, name).add(row, value.asText());
            }
        });
        run.path("metrics")
                .properties()
                .forEach(each ->
                        column(group, "metrics." + each.getKey())
                                .add(row, number(each.getValue())));
        for (var kind : new String[] {"params", "tags"}) {
            run.path(kind)
                    .properties()
                    .forEach(each ->
                            column(group, kind + "." + each.getKey())
                                    .add(row, each.getValue().asText()));
        }
    }

    private static ParquetColumn column(Map<String, ParquetColumn> group, String name) {
        return group.computeIfAbsent(name, _ -> new ParquetColumn());
    }

    /** NaN and the infinities are texts in JSON. */
    private static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }
}
