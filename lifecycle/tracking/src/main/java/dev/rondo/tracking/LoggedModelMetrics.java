package dev.rondo.tracking;

import dev.rondo.base.Digests;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The SQL of the metrics of logged models: every point that names a model, by run and dataset. */
final class LoggedModelMetrics {
    /** To be followed by a condition and {@link #ORDER}. */
    static final String SELECT =
            """
            SELECT model_id, key, timestamp, step, run_id, value, dataset_name, dataset_digest
            FROM tracking_logged_model_metrics WHERE\
            """
                    + " ";

    static final String ORDER = " ORDER BY key, timestamp, step, run_id, dataset_hash, value";

    private LoggedModelMetrics() {}

    /** Adds those of a run's metrics that name a model; a point that is there already stays. */
    static void add(Tx tx, IdSet ids, String runId, long experiment, List<Metric> metrics) {
        var ofModels =
                metrics.stream()
                        .filter(each -> each.modelId() != null && !each.modelId().isEmpty())
                        .toList();
        if (ofModels.isEmpty()) {
            return;
        }
        requireModels(tx, ids, ofModels);
        tx.batch(
                """
                INSERT INTO tracking_logged_model_metrics
                    (model_id, key, timestamp, step, run_id, dataset_hash, value, experiment_id,
                        dataset_name, dataset_digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                ofModels.stream().map(each -> row(runId, experiment, each)).toList());
    }

    private static void requireModels(Tx tx, IdSet ids, List<Metric> metrics) {
        var wanted = new TreeSet<String>();
        metrics.forEach(each -> wanted.add(Objects.requireNonNull(each.modelId())));
        var missing = new TreeSet<>(wanted);
        tx.query(
                "SELECT model_id FROM tracking_logged_models WHERE model_id" + ids.inTexts(),
                row -> missing.remove(row.text("model_id")),
                IdSet.texts(wanted));
        if (!missing.isEmpty()) {
            throw LoggedModelTable.notFound(missing.first());
        }
    }

    private static @Nullable Object[] row(String runId, long experiment, Metric metric) {
        return new @Nullable Object[] {
            metric.modelId(),
            metric.key(),
            metric.timestampMillis(),
            metric.step(),
            runId,
            datasetHash(metric),
            OrderedDouble.code(metric.value()),
            experiment,
            metric.datasetName(),
            metric.datasetDigest()
        };
    }

    private static String datasetHash(Metric metric) {
        var name = metric.datasetName();
        var digest = metric.datasetDigest();
        if (name == null && digest == null) {
            return "";
        }
        var hash = Digests.of(name + "\n" + digest);
        return hash.substring(hash.length() - 32);
    }

    static List<RunMetric> of(Tx tx, String modelId) {
        return tx.query(SELECT + "model_id = ?" + ORDER, LoggedModelMetrics::map, modelId);
    }

    static RunMetric map(Row row) {
        return new RunMetric(
                row.text("run_id"),
                new Metric(
                        row.text("key"),
                        OrderedDouble.value(row.integer("value")),
                        row.integer("timestamp"),
                        row.integer("step"),
                        row.text("model_id"),
                        row.textOrNull("dataset_name"),
                        row.textOrNull("dataset_digest")));
    }
}
