package dev.rondo.tracking;

import static java.util.stream.Collectors.groupingBy;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;

/** Reads the points of metrics, one statement for each question. */
final class History {
    /** A run's periods in their order, and the points of a metric in each. */
    private static final String POINTS =
            """
            tracking_runs r CROSS JOIN tracking_metric_periods p CROSS JOIN tracking_metrics m
            WHERE p.run_number = r.run_number AND m.run_number = p.run_number
                AND m.period = p.period AND m.key = ?\
            """;

    static final String AFTER =
            """
            SELECT m.timestamp, m.step, m.value FROM %s
                AND r.run_id = ? AND (m.timestamp, m.step, m.value) > (?, ?, ?)
            ORDER BY p.period, m.timestamp, m.step, m.value LIMIT ?
            """
                    .formatted(POINTS);

    private final String bulk;
    private final String sampled;

    History(Db db) {
        var ids = new IdSet(db);
        bulk =
                """
                SELECT r.run_id, m.timestamp, m.step, m.value FROM %s AND r.run_id%s
                ORDER BY r.run_id, p.period, m.timestamp, m.step, m.value LIMIT ?
                """
                        .formatted(POINTS, ids.inTexts());
        sampled = sampled(ids);
    }

    /**
     * The points of each run in the order of their steps, cut into as many buckets as samples are
     * wanted, of about the same size and the greater ones first, as NTILE cuts them. What is kept
     * is the first point of each bucket, and the last point of all.
     */
    private static String sampled(IdSet ids) {
        return """
        WITH wanted AS (SELECT CAST(? AS BIGINT) AS samples),
        numbered AS (
            SELECT r.run_id, m.timestamp, m.step, m.value,
                row_number() OVER (
                    PARTITION BY r.run_number ORDER BY m.step, m.timestamp, m.value) - 1 AS place,
                count(*) OVER (PARTITION BY r.run_number) AS points
            FROM %s AND m.step BETWEEN ? AND ? AND r.run_id%s)
        SELECT run_id, timestamp, step, value FROM numbered, wanted
        WHERE CASE
            WHEN place = points - 1 OR points <= samples THEN TRUE
            WHEN place < points %% samples * (points / samples + 1)
                THEN place %% (points / samples + 1) = 0
            ELSE (place - points %% samples * (points / samples + 1))
                %% (points / samples) = 0
            END
        ORDER BY run_id, step, timestamp, value
        """
                .formatted(POINTS, ids.inTexts());
    }

    static List<Metric> after(Tx tx, String runId, String key, HistoryPlace place, int limit) {
        return tx.query(
                AFTER,
                row -> MetricTable.map(row, key),
                key,
                runId,
                place.timestampMillis(),
                place.step(),
                place.code(),
                limit);
    }

    List<RunMetric> bulk(Tx tx, List<String> runIds, String key, int max) {
        return tx.query(
                bulk, row -> MetricTable.mapWithRun(row, key), key, IdSet.texts(runIds), max);
    }

    List<RunMetric> sampled(
            Tx tx, List<String> runIds, String key, long startStep, long endStep, int max) {
        var byRun =
                tx
                        .query(
                                sampled,
                                row -> MetricTable.mapWithRun(row, key),
                                max,
                                key,
                                startStep,
                                endStep,
                                IdSet.texts(runIds))
                        .stream()
                        .collect(groupingBy(RunMetric::runId));
        var all = new ArrayList<RunMetric>();
        for (var runId : runIds) {
            all.addAll(withoutOneTooMany(byRun.getOrDefault(runId, List.of()), max));
        }
        return all;
    }

    /** The last point takes the place of the last sample where there would be one too many. */
    private static List<RunMetric> withoutOneTooMany(List<RunMetric> samples, int max) {
        if (samples.size() <= max) {
            return samples;
        }
        var kept = new ArrayList<>(samples);
        kept.remove(max - 1);
        return kept;
    }
}
