package dev.rondo.tracking;

import static java.util.stream.Collectors.toMap;

import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;

/** Reads what was logged to several runs: five statements, whatever their number. */
final class Details {
    private Details() {}

    static List<RunDetails> of(Tx tx, List<Run> runs) {
        var ids = runs.stream().map(Run::id).toList();
        var metrics =
                ByOwner.query(
                        tx,
                        "SELECT run_id, key, value, timestamp, step FROM tracking_latest_metrics WHERE run_id IN (%s)",
                        ids,
                        row -> row.text("run_id"),
                        RunValues::metric);
        var params = texts(tx, "tracking_params", ids);
        var tags = texts(tx, "tracking_tags", ids);
        var inputs =
                ByOwner.query(
                        tx,
                        """
                        SELECT i.run_id, i.context, d.name, d.digest, d.source_type, d.source,
                            d.schema, d.profile
                        FROM tracking_inputs i JOIN tracking_datasets d ON d.dataset_id = i.dataset_id
                        WHERE i.run_id IN (%s) ORDER BY d.name, d.digest, i.context
                        """,
                        ids,
                        row -> row.text("run_id"),
                        InputTable::map);
        return runs.stream()
                .map(run ->
                        new RunDetails(
                                run,
                                byKey(metrics.getOrDefault(run.id(), List.of())),
                                ByOwner.map(params, run.id()),
                                ByOwner.map(tags, run.id()),
                                inputs.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private static Map<String, List<Map.Entry<String, String>>> texts(
            Tx tx, String table, List<String> ids) {
        return ByOwner.query(
                tx,
                "SELECT run_id, key, value FROM " + table + " WHERE run_id IN (%s)",
                ids,
                row -> row.text("run_id"),
                row -> Map.entry(row.text("key"), row.text("value")));
    }

    private static Map<String, Metric> byKey(List<Metric> metrics) {
        return metrics.stream().collect(toMap(Metric::key, metric -> metric));
    }
}
