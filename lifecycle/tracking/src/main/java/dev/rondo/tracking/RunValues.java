package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of metrics, parameters and tags. Rows are written in the order of their keys, so that two
 * writers of one run wait for each other and cannot deadlock.
 */
final class RunValues {
    private static final Comparator<Metric> LATER =
            Comparator.comparingLong(Metric::step)
                    .thenComparingLong(Metric::timestampMillis)
                    .thenComparingDouble(Metric::value);

    private RunValues() {}

    static void addMetrics(Tx tx, String runId, Collection<Metric> metrics) {
        tx.batch(
                """
                INSERT INTO tracking_metrics (run_id, key, value, timestamp, step)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                rows(runId, metrics));
        var latest = new TreeMap<String, Metric>();
        for (var metric : metrics) {
            latest.merge(metric.key(), metric, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
        }
        tx.batch(
                """
                INSERT INTO tracking_latest_metrics (run_id, key, value, timestamp, step)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (run_id, key) DO UPDATE
                SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step
                WHERE (excluded.step, excluded.timestamp, excluded.value)
                    > (tracking_latest_metrics.step, tracking_latest_metrics.timestamp,
                        tracking_latest_metrics.value)
                """,
                rows(runId, latest.values()));
    }

    private static List<@Nullable Object[]> rows(String runId, Collection<Metric> metrics) {
        return metrics.stream()
                .map(m ->
                        new @Nullable Object[] {
                            runId, m.key(), m.value(), m.timestampMillis(), m.step()
                        })
                .toList();
    }

    static void addParams(Tx tx, String runId, Map<String, String> params) {
        tx.batch(
                """
                INSERT INTO tracking_params (run_id, key, value) VALUES (?, ?, ?)
                ON CONFLICT (run_id, key) DO NOTHING
                """,
                rows(runId, params));
        var stored = new TreeMap<String, String>();
        tx.query(
                "SELECT key, value FROM tracking_params WHERE run_id = ?",
                row -> stored.put(row.text("key"), row.text("value")),
                runId);
        params.forEach((key, value) -> requireSame(key, value, stored.get(key)));
    }

    private static void requireSame(String key, String value, @Nullable String stored) {
        if (!value.equals(stored)) {
            throw RondoException.conflict(
                            "param.changed", "the parameter has another value already")
                    .at("params." + key)
                    .because("parameters of a run never change")
                    .next("start another run, or log it under another key");
        }
    }

    static void setTags(Tx tx, String runId, Map<String, String> tags) {
        tx.batch(
                """
                INSERT INTO tracking_tags (run_id, key, value) VALUES (?, ?, ?)
                ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value
                """,
                rows(runId, tags));
    }

    private static List<@Nullable Object[]> rows(String runId, Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(e -> new @Nullable Object[] {runId, e.getKey(), e.getValue()})
                        .toList();
    }

    static List<Metric> history(Tx tx, String runId, String key) {
        return tx.query(
                """
                SELECT key, value, timestamp, step FROM tracking_metrics
                WHERE run_id = ? AND key = ? ORDER BY timestamp, step, value
                """,
                RunValues::metric,
                runId,
                key);
    }

    static Metric metric(Row row) {
        return new Metric(
                row.text("key"), row.real("value"), row.integer("timestamp"), row.integer("step"));
    }
}
