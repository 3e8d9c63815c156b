package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of runs. */
final class RunTable {
    private static final String SELECT =
            """
            SELECT run_id, experiment_id, name, status, lifecycle_stage, start_time, end_time
            FROM tracking_runs
            """;

    private RunTable() {}

    /** Whether the run is new; it is not when another has its once key. */
    static boolean insert(Tx tx, Run run, @Nullable String onceKey) {
        return tx.update(
                        """
                        INSERT INTO tracking_runs
                            (run_id, experiment_id, name, status, lifecycle_stage, start_time, once_key)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (once_key) DO NOTHING
                        """,
                        run.id(),
                        Long.parseLong(run.experimentId()),
                        run.name(),
                        run.status().name(),
                        run.stage().name(),
                        run.startMillis(),
                        onceKey)
                == 1;
    }

    static Run once(Tx tx, String onceKey) {
        return tx.query(SELECT + " WHERE once_key = ?", RunTable::map, onceKey).getFirst();
    }

    static Run require(Tx tx, String runId) {
        return tx.first(SELECT + " WHERE run_id = ?", RunTable::map, runId)
                .orElseThrow(() -> notFound(runId));
    }

    static Run requireActive(Tx tx, String runId) {
        var run = require(tx, runId);
        if (run.stage() != LifecycleStage.ACTIVE) {
            throw RondoException.conflict("run.deleted", "the run " + runId + " is deleted")
                    .next("restore it first");
        }
        return run;
    }

    static void end(Tx tx, String runId, RunStatus status, long now) {
        tx.update(
                "UPDATE tracking_runs SET status = ?, end_time = coalesce(end_time, ?) WHERE run_id = ?",
                status.name(),
                now,
                runId);
    }

    static void goOn(Tx tx, String runId, RunStatus status) {
        tx.update(
                "UPDATE tracking_runs SET status = ?, end_time = NULL WHERE run_id = ?",
                status.name(),
                runId);
    }

    /**
     * Active runs that come after a place in the order of a list: latest start, then greatest id.
     */
    static List<Run> after(Tx tx, Optional<Long> experiment, Place place, int limit) {
        var order =
                " AND (start_time, run_id) < (?, ?) ORDER BY start_time DESC, run_id DESC LIMIT ?";
        var active = LifecycleStage.ACTIVE.name();
        return experiment.isEmpty()
                ? tx.query(
                        SELECT + " WHERE lifecycle_stage = ?" + order,
                        RunTable::map,
                        active,
                        place.startMillis(),
                        place.runId(),
                        limit)
                : tx.query(
                        SELECT + " WHERE lifecycle_stage = ? AND experiment_id = ?" + order,
                        RunTable::map,
                        active,
                        experiment.get(),
                        place.startMillis(),
                        place.runId(),
                        limit);
    }

    private static Run map(Row row) {
        return new Run(
                row.text("run_id"),
                Long.toString(row.integer("experiment_id")),
                row.text("name"),
                RunStatus.valueOf(row.text("status")),
                LifecycleStage.valueOf(row.text("lifecycle_stage")),
                row.integer("start_time"),
                row.integerOrNull("end_time"));
    }

    private static RondoException notFound(String runId) {
        var shown = runId.length() > 40 ? runId.substring(0, 40) + "…" : runId;
        return RondoException.notFound("run.not_found", "there is no run \"" + shown + "\"")
                .next("list the runs to find its id");
    }
}
