package dev.rondo.tracking;

import dev.rondo.base.Ids;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;

/** The SQL of the datasets that runs have read. */
final class InputTable {
    private InputTable() {}

    static void add(Tx tx, Run run, DatasetInput input) {
        long experiment = Long.parseLong(run.experimentId());
        tx.update(
                """
                INSERT INTO tracking_datasets
                    (dataset_id, experiment_id, name, digest, source_type, source, schema, profile)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (experiment_id, name, digest) DO NOTHING
                """,
                Ids.random(),
                experiment,
                input.name(),
                input.digest(),
                input.sourceType(),
                input.source(),
                input.schema(),
                input.profile());
        tx.update(
                """
                INSERT INTO tracking_inputs (run_id, dataset_id, context)
                SELECT ?, dataset_id, ? FROM tracking_datasets
                WHERE experiment_id = ? AND name = ? AND digest = ?
                ON CONFLICT DO NOTHING
                """,
                run.id(),
                input.context() == null ? "" : input.context(),
                experiment,
                input.name(),
                input.digest());
    }

    static DatasetInput map(Row row) {
        var context = row.text("context");
        return new DatasetInput(
                row.text("name"),
                row.text("digest"),
                row.text("source_type"),
                row.text("source"),
                row.textOrNull("schema"),
                row.textOrNull("profile"),
                context.isEmpty() ? null : context);
    }
}
