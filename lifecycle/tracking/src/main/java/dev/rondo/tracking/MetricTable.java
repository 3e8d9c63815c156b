package dev.rondo.tracking;

import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of runs' metrics: every point once, and beside them the latest of each key, the one with
 * the greatest step, then timestamp, then value, where NaN is greater than all numbers. Rows are
 * written in the order of their keys, so that two writers of one run wait for each other and cannot
 * deadlock.
 */
final class MetricTable {
    private static final Comparator<Metric> LATER =
            Comparator.comparingLong(Metric::step)
                    .thenComparingLong(Metric::timestampMillis)
                    .thenComparingLong(metric -> OrderedDouble.code(metric.value()));

    private static final Comparator<Metric> PLACE =
            Comparator.comparing(Metric::key)
                    .thenComparingLong(Metric::timestampMillis)
                    .thenComparingLong(Metric::step)
                    .thenComparingLong(metric -> OrderedDouble.code(metric.value()));

    private static final String INSERT =
            """
            INSERT INTO tracking_metrics (run_id, key, timestamp, step, value)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String RAISE =
            """
            INSERT INTO tracking_latest_metrics
                (run_id, key, timestamp, step, value, experiment_id)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, key) DO UPDATE
            SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step
            WHERE (excluded.step, excluded.timestamp, excluded.value)
                > (tracking_latest_metrics.step, tracking_latest_metrics.timestamp,
                    tracking_latest_metrics.value)
            """;

    private MetricTable() {}

    static void add(Tx tx, String runId, long experiment, List<Metric> metrics) {
        var points = new ArrayList<@Nullable Object[]>(metrics.size());
        var latest = new TreeMap<String, Metric>();
        for (var metric : metrics.size() == 1 ? metrics : sorted(metrics)) {
            points.add(point(runId, metric));
            latest.merge(metric.key(), metric, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
        }
        tx.batch(INSERT, points);
        var tops = new ArrayList<@Nullable Object[]>(latest.size());
        latest.values().forEach(metric -> tops.add(top(runId, metric, experiment)));
        tx.batch(RAISE, tops);
    }

    private static List<Metric> sorted(List<Metric> metrics) {
        var sorted = new ArrayList<>(metrics);
        sorted.sort(PLACE);
        return sorted;
    }

    private static @Nullable Object[] point(String runId, Metric metric) {
        return new @Nullable Object[] {
            runId,
            metric.key(),
            metric.timestampMillis(),
            metric.step(),
            OrderedDouble.code(metric.value())
        };
    }

    private static @Nullable Object[] top(String runId, Metric metric, long experiment) {
        return new @Nullable Object[] {
            runId,
            metric.key(),
            metric.timestampMillis(),
            metric.step(),
            OrderedDouble.code(metric.value()),
            experiment
        };
    }

    static Metric map(Row row) {
        return new Metric(
                row.text("key"),
                OrderedDouble.value(row.integer("value")),
                row.integer("timestamp"),
                row.integer("step"));
    }

    static RunMetric mapWithRun(Row row) {
        return new RunMetric(row.text("run_id"), map(row));
    }
}
