package dev.rondo.pipelines;

import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;

/** SQL that workers find and keep their tasks with. */
final class ClaimTable {
    private ClaimTable() {}

    /** A task at some claim of it. */
    record Reference(String runId, String task, long claim) {}

    static List<Reference> due(Tx tx, long at, int limit) {
        return tx.query(
                """
                SELECT run_id, task, claim FROM pipelines_tasks
                WHERE status IN ('READY', 'WAITING') AND due_at <= ?
                ORDER BY due_at, run_id, position LIMIT ?
                """,
                ClaimTable::reference,
                at,
                limit);
    }

    static Optional<Long> nextDue(Tx tx) {
        return tx.first(
                """
                SELECT due_at FROM pipelines_tasks
                WHERE status IN ('READY', 'WAITING') ORDER BY due_at LIMIT 1
                """,
                row -> row.integer("due_at"));
    }

    static List<Reference> expired(Tx tx, long at) {
        return tx.query(
                """
                SELECT run_id, task, claim FROM pipelines_tasks
                WHERE status = 'RUNNING' AND lease_until < ?
                """,
                ClaimTable::reference,
                at);
    }

    static List<Reference> heldBy(Tx tx, String worker) {
        return tx.query(
                """
                SELECT run_id, task, claim FROM pipelines_tasks
                WHERE status = 'RUNNING' AND worker = ?
                """,
                ClaimTable::reference,
                worker);
    }

    private static Reference reference(Row row) {
        return new Reference(row.text("run_id"), row.text("task"), row.integer("claim"));
    }

    /** Returns false when the claim no longer holds. */
    static boolean lease(Tx tx, Reference claim, long until) {
        return tx.update(
                        """
                        UPDATE pipelines_tasks SET lease_until = ?
                        WHERE run_id = ? AND task = ? AND claim = ? AND status = 'RUNNING'
                        """,
                        until,
                        claim.runId(),
                        claim.task(),
                        claim.claim())
                == 1;
    }

    static void progress(Tx tx, Reference claim, String line) {
        tx.update(
                """
                UPDATE pipelines_tasks SET progress = ?
                WHERE run_id = ? AND task = ? AND claim = ?
                """,
                line,
                claim.runId(),
                claim.task(),
                claim.claim());
    }
}
