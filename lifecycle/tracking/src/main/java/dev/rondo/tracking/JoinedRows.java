package dev.rondo.tracking;

import com.fasterxml.jackson.core.JsonParser;
import dev.rondo.base.Json;
import dev.rondo.store.Db;
import dev.rondo.store.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What belongs to one owner as one JSON text made by the database: rows are what a statement that
 * reads many owners costs.
 */
final class JoinedRows {
    private final boolean postgresql;

    JoinedRows(Db db) {
        postgresql = db.dialect() == Dialect.POSTGRESQL;
    }

    /** The aggregate of keys and texts, for {@link #texts}. */
    String ofTexts() {
        return object("value");
    }

    /** The aggregate of the latest metrics, for {@link #metrics}. */
    String ofMetrics() {
        return object(
                (postgresql ? "json_build_array" : "json_array") + "(value, timestamp, step)");
    }

    private String object(String value) {
        return "CAST(%s(key, %s) AS TEXT)"
                .formatted(postgresql ? "json_object_agg" : "json_group_object", value);
    }

    static Map<String, String> texts(String joined) {
        try (var json = Json.MAPPER.createParser(joined)) {
            var texts = new LinkedHashMap<String, String>();
            json.nextToken();
            for (var key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                texts.put(key, json.nextTextValue());
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sorted by key. */
    static List<Metric> metrics(String joined) {
        try (var json = Json.MAPPER.createParser(joined)) {
            var metrics = new ArrayList<Metric>();
            json.nextToken();
            for (var key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                metrics.add(metric(key, json));
            }
            metrics.sort(Comparator.comparing(Metric::key));
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Metric metric(String key, JsonParser json) throws IOException {
        json.nextToken();
        double value = OrderedDouble.value(json.nextLongValue(0));
        var metric = new Metric(key, value, json.nextLongValue(0), json.nextLongValue(0));
        json.nextToken();
        return metric;
    }
}
