package dev.rondo.tracking;

import dev.rondo.base.Ids;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of what runs have read and made. A dataset is known by experiment, name and digest; what
 * was stored of it first stays, as do the tags of a run's first use of it.
 */
final class InputTable {
    private InputTable() {}

    static void addDatasets(Tx tx, String runId, long experiment, List<DatasetInput> inputs) {
        var datasets = new ArrayList<@Nullable Object[]>();
        var uses = new ArrayList<@Nullable Object[]>();
        var tags = new ArrayList<@Nullable Object[]>();
        for (var input : distinct(inputs)) {
            datasets.add(dataset(experiment, input));
            uses.add(new @Nullable Object[] {runId, experiment, input.name(), input.digest()});
            input.tags()
                    .forEach((key, value) ->
                            tags.add(
                                    new @Nullable Object[] {
                                        runId, key, value, experiment, input.name(), input.digest()
                                    }));
        }
        tx.batch(
                """
                INSERT INTO tracking_datasets
                    (dataset_id, experiment_id, name, digest, source_type, source, schema, profile)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (experiment_id, name, digest) DO NOTHING
                """,
                datasets);
        addUses(tx, uses, tags);
    }

    /** Tags go first, to the datasets that the run does not use yet. */
    private static void addUses(
            Tx tx, List<@Nullable Object[]> uses, List<@Nullable Object[]> tags) {
        tx.batch(
                """
                INSERT INTO tracking_input_tags (run_id, dataset_id, key, value)
                SELECT tag.run_id, d.dataset_id, tag.key, tag.value
                FROM (SELECT CAST(? AS TEXT) AS run_id, CAST(? AS TEXT) AS key,
                        CAST(? AS TEXT) AS value) AS tag, tracking_datasets d
                WHERE d.experiment_id = ? AND d.name = ? AND d.digest = ?
                    AND NOT EXISTS (
                        SELECT 1 FROM tracking_inputs i
                        WHERE i.run_id = tag.run_id AND i.dataset_id = d.dataset_id)
                ON CONFLICT DO NOTHING
                """,
                tags);
        tx.batch(
                """
                INSERT INTO tracking_inputs (run_id, dataset_id)
                SELECT CAST(? AS TEXT), dataset_id FROM tracking_datasets
                WHERE experiment_id = ? AND name = ? AND digest = ?
                ON CONFLICT DO NOTHING
                """,
                uses);
    }

    /** In one fixed order, so that two writers cannot deadlock; of twins the first. */
    private static List<DatasetInput> distinct(List<DatasetInput> inputs) {
        var first = new LinkedHashMap<List<String>, DatasetInput>();
        inputs.forEach(each -> first.putIfAbsent(List.of(each.name(), each.digest()), each));
        return first.values().stream().sorted(InputTable::compare).toList();
    }

    private static int compare(DatasetInput a, DatasetInput b) {
        int names = a.name().compareTo(b.name());
        return names != 0 ? names : a.digest().compareTo(b.digest());
    }

    private static @Nullable Object[] dataset(long experiment, DatasetInput input) {
        return new @Nullable Object[] {
            Ids.random(),
            experiment,
            input.name(),
            input.digest(),
            input.sourceType(),
            input.source(),
            input.schema(),
            input.profile()
        };
    }

    static void addModels(Tx tx, String runId, List<ModelInput> models) {
        tx.batch(
                "INSERT INTO tracking_model_inputs (run_id, model_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                models.stream()
                        .map(ModelInput::modelId)
                        .distinct()
                        .sorted()
                        .map(id -> new @Nullable Object[] {runId, id})
                        .toList());
    }

    /** Of twins the last; a step that was stored before is replaced. */
    static void addOutputs(Tx tx, String runId, List<ModelOutput> models) {
        var last = new TreeMap<String, Long>();
        models.forEach(each -> last.put(each.modelId(), each.step()));
        tx.batch(
                """
                INSERT INTO tracking_model_outputs (run_id, model_id, step) VALUES (?, ?, ?)
                ON CONFLICT (run_id, model_id) DO UPDATE SET step = excluded.step
                """,
                last.entrySet().stream()
                        .map(each -> new @Nullable Object[] {runId, each.getKey(), each.getValue()})
                        .toList());
    }

    static DatasetInput map(Row row, Map<String, String> tags) {
        return new DatasetInput(
                row.text("name"),
                row.text("digest"),
                row.text("source_type"),
                row.text("source"),
                row.textOrNull("schema"),
                row.textOrNull("profile"),
                tags);
    }

    /** The datasets that runs of some experiments have read, and for what. */
    static List<DatasetSummary> datasets(Tx tx, IdSet ids, List<String> experiments) {
        return tx.query(
                """
                SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value AS context
                FROM tracking_datasets d
                JOIN tracking_inputs i ON i.dataset_id = d.dataset_id
                LEFT JOIN tracking_input_tags t ON t.run_id = i.run_id
                    AND t.dataset_id = i.dataset_id AND t.key = ?
                WHERE d.experiment_id\
                """
                        + ids.inNumbers()
                        + " ORDER BY d.experiment_id, d.name, d.digest, context LIMIT ?",
                row ->
                        new DatasetSummary(
                                Long.toString(row.integer("experiment_id")),
                                row.text("name"),
                                row.text("digest"),
                                row.textOrNull("context")),
                DatasetInput.CONTEXT,
                IdSet.numbers(experiments),
                Limits.DATASETS);
    }
}
