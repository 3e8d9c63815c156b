package dev.rondo.tracking;

import static java.util.stream.Collectors.groupingBy;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;

/** Reads the points of metrics, one statement for each question. */
final class History {
    private static final String AFTER =
            """
            SELECT key, timestamp, step, value FROM tracking_metrics
            WHERE run_id = ? AND key = ? AND (timestamp, step, value) > (?, ?, ?)
            ORDER BY timestamp, step, value LIMIT ?
            """;

    private final String bulk;
    private final String sampled;

    History(Db db) {
        var ids = new IdSet(db);
        bulk =
                """
                SELECT run_id, key, timestamp, step, value FROM tracking_metrics
                WHERE key = ? AND run_id%s
                ORDER BY run_id, timestamp, step, value LIMIT ?
                """
                        .formatted(ids.inTexts());
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
            SELECT run_id, key, timestamp, step, value,
                row_number() OVER (
                    PARTITION BY run_id ORDER BY step, timestamp, value) - 1 AS place,
                count(*) OVER (PARTITION BY run_id) AS points
            FROM tracking_metrics
            WHERE key = ? AND step BETWEEN ? AND ? AND run_id%s)
        SELECT run_id, key, timestamp, step, value FROM numbered, wanted
        WHERE CASE
            WHEN place = points - 1 OR points <= samples THEN TRUE
            WHEN place < points %% samples * (points / samples + 1)
                THEN place %% (points / samples + 1) = 0
            ELSE (place - points %% samples * (points / samples + 1))
                %% (points / samples) = 0
            END
        ORDER BY run_id, step, timestamp, value
        """
                .formatted(ids.inTexts());
    }

    static List<Metric> after(Tx tx, String runId, String key, HistoryPlace place, int limit) {
        return tx.query(
                AFTER,
                MetricTable::map,
                runId,
                key,
                place.timestampMillis(),
                place.step(),
                place.code(),
                limit);
    }

    List<RunMetric> bulk(Tx tx, List<String> runIds, String key, int max) {
        return tx.query(bulk, MetricTable::mapWithRun, key, IdSet.texts(runIds), max);
    }

    List<RunMetric> sampled(
            Tx tx, List<String> runIds, String key, long startStep, long endStep, int max) {
        var byRun =
                tx
                        .query(
                                sampled,
                                MetricTable::mapWithRun,
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
