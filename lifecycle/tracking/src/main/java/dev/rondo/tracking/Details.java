package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.RowMapper;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what was logged to several runs: seven statements, whatever their number. */
final class Details {
    private final String in;
    private final TextsByOwner texts;
    private final String latest;

    Details(Db db) {
        in = new IdSet(db).inTexts();
        texts = new TextsByOwner(db);
        latest =
                "SELECT run_id, %s AS joined FROM tracking_latest_metrics WHERE run_id%s GROUP BY run_id"
                        .formatted(new JoinedRows(db).ofMetrics(), in);
    }

    List<RunDetails> of(Tx tx, List<Run> runs) {
        var all = runs.stream().map(Run::id).toList();
        var ids = IdSet.texts(all);
        var metrics = latest(tx, ids);
        var params = texts.of(tx, "tracking_params", "run_id", all);
        var tags = texts.of(tx, "tracking_tags", "run_id", all);
        var datasets = datasets(tx, ids);
        var inputs = modelInputs(tx, ids);
        var outputs = modelOutputs(tx, ids);
        return runs.stream()
                .map(run ->
                        new RunDetails(
                                run,
                                metrics.getOrDefault(run.id(), List.of()),
                                params.getOrDefault(run.id(), Map.of()),
                                tags.getOrDefault(run.id(), Map.of()),
                                datasets.getOrDefault(run.id(), List.of()),
                                inputs.getOrDefault(run.id(), List.of()),
                                outputs.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private Map<String, List<Metric>> latest(Tx tx, String ids) {
        var byRun = new HashMap<String, List<Metric>>();
        tx.query(
                latest,
                row -> byRun.put(row.text("run_id"), JoinedRows.metrics(row.text("joined"))),
                ids);
        return byRun;
    }

    private Map<String, List<DatasetInput>> datasets(Tx tx, String ids) {
        var tags = new HashMap<List<String>, Map<String, String>>();
        tx.query(
                "SELECT run_id, dataset_id, key, value FROM tracking_input_tags WHERE run_id"
                        + in
                        + " ORDER BY run_id, dataset_id, key",
                row ->
                        tags.computeIfAbsent(
                                        List.of(row.text("run_id"), row.text("dataset_id")),
                                        _ -> new LinkedHashMap<>())
                                .put(row.text("key"), row.text("value")),
                ids);
        return query(
                tx,
                """
                SELECT i.run_id, i.dataset_id, d.name, d.digest, d.source_type, d.source,
                    d.schema, d.profile
                FROM tracking_inputs i JOIN tracking_datasets d ON d.dataset_id = i.dataset_id
                WHERE i.run_id\
                """
                        + in
                        + " ORDER BY i.run_id, d.name, d.digest",
                ids,
                row -> {
                    var use = List.of(row.text("run_id"), row.text("dataset_id"));
                    return InputTable.map(row, tags.getOrDefault(use, Map.of()));
                });
    }

    private Map<String, List<ModelInput>> modelInputs(Tx tx, String ids) {
        return query(
                tx,
                "SELECT run_id, model_id FROM tracking_model_inputs WHERE run_id"
                        + in
                        + " ORDER BY run_id, model_id",
                ids,
                row -> new ModelInput(row.text("model_id")));
    }

    private Map<String, List<ModelOutput>> modelOutputs(Tx tx, String ids) {
        return query(
                tx,
                "SELECT run_id, model_id, step FROM tracking_model_outputs WHERE run_id"
                        + in
                        + " ORDER BY run_id, step, model_id",
                ids,
                row -> new ModelOutput(row.text("model_id"), row.integer("step")));
    }

    private static <T> Map<String, List<T>> query(
            Tx tx, String sql, String ids, RowMapper<T> mapper) {
        var byRun = new HashMap<String, List<T>>();
        tx.query(
                sql,
                row ->
                        byRun.computeIfAbsent(row.text("run_id"), _ -> new ArrayList<>())
                                .add(mapper.map(row)),
                ids);
        return byRun;
    }
}
