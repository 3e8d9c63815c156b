package dev.rondo.tracking;

import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of runs' metrics: every point once, and beside them the latest of each key, the one with
 * the greatest step, then timestamp, then value, where NaN is greater than all numbers. Rows are
 * written in the order of their keys.
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
            INSERT INTO tracking_metrics (run_number, period, key, timestamp, step, value)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String RAISE =
            """
            INSERT INTO tracking_latest_metrics
                (run_number, key, timestamp, step, value, experiment_id, sorted)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_number, key) DO UPDATE
            SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step,
                sorted = excluded.sorted
            WHERE (excluded.step, excluded.timestamp, excluded.value)
                > (tracking_latest_metrics.step, tracking_latest_metrics.timestamp,
                    tracking_latest_metrics.value)
            """;

    private MetricTable() {}

    static void add(Tx tx, RunHead run, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        var sorted = sorted(metrics);
        var periods = Periods.add(tx, run, metrics);
        var points = new ArrayList<@Nullable Object[]>(sorted.size());
        sorted.forEach(each -> points.add(point(run, periods, each)));
        tx.batch(INSERT, points);
        var tops = new ArrayList<@Nullable Object[]>();
        latest(sorted).forEach(each -> tops.add(top(run, each)));
        tx.batch(RAISE, tops);
    }

    /** Puts the metrics of a run that has ended into the index of values. */
    static void sort(Tx tx, long run) {
        tx.update(
                "UPDATE tracking_latest_metrics SET sorted = 1 WHERE run_number = ? AND sorted = 0",
                run);
        tx.update("UPDATE tracking_runs SET unsorted = 0 WHERE run_number = ?", run);
    }

    private static List<Metric> sorted(List<Metric> metrics) {
        if (metrics.size() == 1) {
            return metrics;
        }
        var sorted = new ArrayList<>(metrics);
        sorted.sort(PLACE);
        return sorted;
    }

    /** The latest of each key; those of one key stand together. */
    private static List<Metric> latest(List<Metric> sorted) {
        var latest = new ArrayList<Metric>();
        for (var metric : sorted) {
            if (latest.isEmpty() || !latest.getLast().key().equals(metric.key())) {
                latest.add(metric);
            } else if (LATER.compare(metric, latest.getLast()) > 0) {
                latest.set(latest.size() - 1, metric);
            }
        }
        return latest;
    }

    private static @Nullable Object[] point(RunHead run, LongUnaryOperator periods, Metric metric) {
        return new @Nullable Object[] {
            run.number(),
            periods.applyAsLong(metric.timestampMillis()),
            metric.key(),
            metric.timestampMillis(),
            metric.step(),
            OrderedDouble.code(metric.value())
        };
    }

    private static @Nullable Object[] top(RunHead run, Metric metric) {
        return new @Nullable Object[] {
            run.number(),
            metric.key(),
            metric.timestampMillis(),
            metric.step(),
            OrderedDouble.code(metric.value()),
            run.experiment(),
            run.status().ended()
        };
    }

    static Metric map(Row row, String key) {
        return new Metric(
                key,
                OrderedDouble.value(row.integer("value")),
                row.integer("timestamp"),
                row.integer("step"));
    }

    static RunMetric mapWithRun(Row row, String key) {
        return new RunMetric(row.text("run_id"), map(row, key));
    }
}
