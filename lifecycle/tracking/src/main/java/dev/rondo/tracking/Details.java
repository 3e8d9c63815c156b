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
        var idSet = new IdSet(db);
        in = idSet.inTexts();
        texts = new TextsByOwner(db);
        latest =
                """
                SELECT run_number, %s AS joined FROM tracking_latest_metrics
                WHERE run_number%s GROUP BY run_number
                """
                        .formatted(new JoinedRows(db).ofMetrics(), idSet.inNumbers());
    }

    List<RunDetails> of(Tx tx, List<StoredRun> runs) {
        var ids = IdSet.texts(runs.stream().map(each -> each.run().id()).toList());
        var numbers = runs.stream().map(StoredRun::number).toList();
        var metrics = latest(tx, IdSet.of(numbers));
        var params = texts.ofNumbered(tx, "tracking_params", "run_number", numbers);
        var tags = texts.ofNumbered(tx, "tracking_tags", "run_number", numbers);
        var datasets = datasets(tx, ids);
        var inputs = modelInputs(tx, ids);
        var outputs = modelOutputs(tx, ids);
        var all = new ArrayList<RunDetails>(runs.size());
        for (var stored : runs) {
            long number = stored.number();
            var id = stored.run().id();
            all.add(
                    new RunDetails(
                            stored.run(),
                            metrics.getOrDefault(number, List.of()),
                            params.getOrDefault(number, Map.of()),
                            tags.getOrDefault(number, Map.of()),
                            datasets.getOrDefault(id, List.of()),
                            inputs.getOrDefault(id, List.of()),
                            outputs.getOrDefault(id, List.of())));
        }
        return all;
    }

    private Map<Long, List<Metric>> latest(Tx tx, String numbers) {
        var byRun = new HashMap<Long, List<Metric>>();
        tx.query(
                latest,
                row -> byRun.put(row.integer("run_number"), JoinedRows.metrics(row.text("joined"))),
                numbers);
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
