package dev.rondo.pipelines;

import dev.rondo.base.Json;
import dev.rondo.store.Tx;
import java.util.Optional;

/** SQL for outputs that may be reused. The first one of a key stays. */
final class CacheTable {
    private CacheTable() {}

    static Optional<CacheEntry> find(Tx tx, String step, String key) {
        return tx.first(
                """
                SELECT run_id, task, output FROM pipelines_cache
                WHERE step = ? AND cache_key = ?
                """,
                row ->
                        new CacheEntry(
                                step,
                                key,
                                row.text("run_id"),
                                row.text("task"),
                                Json.tree(row.text("output"))),
                step,
                key);
    }

    static void put(Tx tx, CacheEntry entry) {
        tx.update(
                """
                INSERT INTO pipelines_cache (step, cache_key, run_id, task, output)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (step, cache_key) DO NOTHING
                """,
                entry.step(),
                entry.key(),
                entry.runId(),
                entry.task(),
                Json.write(entry.output()));
    }
}
