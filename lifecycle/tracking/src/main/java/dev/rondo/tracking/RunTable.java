package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of runs. */
final class RunTable {
    static final String COLUMNS =
            "run_id, experiment_id, name, user_id, status, lifecycle_stage, start_time, end_time, artifact_uri";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM tracking_runs";

    private RunTable() {}

    /** Whether the run is new; it is not when another has its once key. */
    static boolean insert(Tx tx, Run run, @Nullable String onceKey) {
        return tx.update(
                        """
                        INSERT INTO tracking_runs
                            (run_id, experiment_id, name, user_id, status, lifecycle_stage,
                                start_time, artifact_uri, once_key)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (once_key) DO NOTHING
                        """,
                        run.id(),
                        Long.parseLong(run.experimentId()),
                        run.name(),
                        run.userId(),
                        run.status().name(),
                        run.lifecycleStage().name(),
                        run.startMillis(),
                        run.artifactUri(),
                        onceKey)
                == 1;
    }

    static Run once(Tx tx, String onceKey) {
        return tx.query(SELECT + " WHERE once_key = ?", RunTable::map, onceKey).getFirst();
    }

    /**
     * @throws RondoException of kind NOT_FOUND {@code run.not_found}
     */
    static Run require(Tx tx, String id) {
        return tx.first(SELECT + " WHERE run_id = ?", RunTable::map, id)
                .orElseThrow(() -> notFound(id));
    }

    /**
     * The experiment of a run that may be changed: all that most writes need of it.
     *
     * @throws RondoException as {@link #require}, and of kind CONFLICT {@code run.deleted}
     */
    static long requireActive(Tx tx, String id) {
        var head =
                tx.first(
                                "SELECT experiment_id, lifecycle_stage FROM tracking_runs WHERE run_id = ?",
                                row ->
                                        new Head(
                                                row.integer("experiment_id"),
                                                LifecycleStage.valueOf(
                                                        row.text("lifecycle_stage"))),
                                id)
                        .orElseThrow(() -> notFound(id));
        if (head.stage() != LifecycleStage.ACTIVE) {
            throw RondoException.conflict(
                            "run.deleted",
                            "The run %s must be in the 'active' state. Current state is deleted."
                                    .formatted(id))
                    .next("restore it first");
        }
        return head.experiment();
    }

    private record Head(long experiment, LifecycleStage stage) {}

    static void update(Tx tx, String id, RunUpdate update) {
        var status = update.status();
        tx.update(
                "UPDATE tracking_runs SET status = coalesce(?, status), end_time = coalesce(?, end_time) WHERE run_id = ?",
                status == null ? null : status.name(),
                update.endMillis(),
                id);
    }

    static void end(Tx tx, String id, RunStatus status, long now) {
        tx.update(
                "UPDATE tracking_runs SET status = ?, end_time = coalesce(end_time, ?) WHERE run_id = ?",
                status.name(),
                now,
                id);
    }

    static void rename(Tx tx, String id, String name) {
        tx.update("UPDATE tracking_runs SET name = ? WHERE run_id = ?", name, id);
    }

    /** Does nothing to a run that is at this stage already. */
    static void move(Tx tx, String id, LifecycleStage to) {
        int runs =
                tx.update(
                        "UPDATE tracking_runs SET lifecycle_stage = ? WHERE run_id = ?",
                        to.name(),
                        id);
        if (runs == 0) {
            throw notFound(id);
        }
    }

    /** Active runs that come after a place, latest start first, then by greatest id. */
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

    static Run map(Row row) {
        return new Run(
                row.text("run_id"),
                Long.toString(row.integer("experiment_id")),
                row.text("name"),
                row.text("user_id"),
                RunStatus.valueOf(row.text("status")),
                LifecycleStage.valueOf(row.text("lifecycle_stage")),
                row.integer("start_time"),
                row.integerOrNull("end_time"),
                row.text("artifact_uri"));
    }

    private static RondoException notFound(String id) {
        return RondoException.notFound("run.not_found", "Run with id=" + id + " not found")
                .next("list the runs to find its id");
    }
}
