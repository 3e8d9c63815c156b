package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Dialect;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of runs. */
final class RunTable {
    static final String COLUMNS =
            "run_number, run_id, experiment_id, name, user_id, status, lifecycle_stage, start_time, end_time, artifact_uri";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM tracking_runs";

    private static final String HEAD =
            """
            SELECT run_number, experiment_id, status, lifecycle_stage, period, period_points,
                last_time, unsorted
            FROM tracking_runs WHERE run_id = ?\
            """;

    private static final String LOGGED =
            "UPDATE tracking_runs SET period = ?, period_points = ?, last_time = ? WHERE run_number = ?";

    /** Another statement, as it changes an index, which most writes need not. */
    private static final String LOGGED_UNSORTED = LOGGED.replace(" WHERE", ", unsorted = 1 WHERE");

    private RunTable() {}

    /** The number of the new run; none when another has its once key. */
    static Optional<Long> insert(Tx tx, Run run, @Nullable String onceKey) {
        return tx.first(
                """
                INSERT INTO tracking_runs
                    (run_id, experiment_id, name, user_id, status, lifecycle_stage, start_time,
                        artifact_uri, once_key, period, period_points, last_time, unsorted)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)
                ON CONFLICT (once_key) DO NOTHING
                RETURNING run_number
                """,
                row -> row.integer("run_number"),
                run.id(),
                Long.parseLong(run.experimentId()),
                run.name(),
                run.userId(),
                run.status().name(),
                run.lifecycleStage().name(),
                run.startMillis(),
                run.artifactUri(),
                onceKey);
    }

    static StoredRun once(Tx tx, String onceKey) {
        return tx.query(SELECT + " WHERE once_key = ?", RunTable::stored, onceKey).getFirst();
    }

    /**
     * @throws RondoException of kind NOT_FOUND {@code run.not_found}
     */
    static Run require(Tx tx, String id) {
        return requireStored(tx, id).run();
    }

    static StoredRun requireStored(Tx tx, String id) {
        return tx.first(SELECT + " WHERE run_id = ?", RunTable::stored, id)
                .orElseThrow(() -> notFound(id));
    }

    /** A run in the bin or not. No other writer changes it until the transaction ends. */
    static RunHead head(Tx tx, Dialect dialect, String id) {
        return tx.first(HEAD + dialect.forUpdate(), RunTable::head, id)
                .orElseThrow(() -> notFound(id));
    }

    private static RunHead head(Row row) {
        return new RunHead(
                row.integer("run_number"),
                row.integer("experiment_id"),
                RunStatus.valueOf(row.text("status")),
                LifecycleStage.valueOf(row.text("lifecycle_stage")),
                row.integer("period"),
                row.integer("period_points"),
                row.integer("last_time"),
                row.flag("unsorted"));
    }

    /**
     * A run that may be changed. No other writer changes it until the transaction ends.
     *
     * @throws RondoException as {@link #require}, and of kind CONFLICT {@code run.deleted}
     */
    static RunHead requireActive(Tx tx, Dialect dialect, String id) {
        var head = head(tx, dialect, id);
        refuseDeleted(id, head.stage());
        return head;
    }

    static void refuseDeleted(String id, LifecycleStage stage) {
        if (stage != LifecycleStage.ACTIVE) {
            throw RondoException.conflict(
                            "run.deleted",
                            "The run %s must be in the 'active' state. Current state is deleted."
                                    .formatted(id))
                    .next("restore it first");
        }
    }

    static void update(Tx tx, RunHead run, RunUpdate update) {
        var status = update.status();
        tx.update(
                "UPDATE tracking_runs SET status = coalesce(?, status), end_time = coalesce(?, end_time) WHERE run_number = ?",
                status == null ? null : status.name(),
                update.endMillis(),
                run.number());
        if (status != null) {
            sortEnded(tx, run, status);
        }
    }

    static void end(Tx tx, RunHead run, RunStatus status, long now) {
        tx.update(
                "UPDATE tracking_runs SET status = ?, end_time = coalesce(end_time, ?) WHERE run_number = ?",
                status.name(),
                now,
                run.number());
        sortEnded(tx, run, status);
    }

    static void sortEnded(Tx tx, RunHead run, RunStatus status) {
        if (status.ended() && run.unsorted()) {
            MetricTable.sort(tx, run.number());
        }
    }

    /**
     * Says what a write has added to a run's points.
     *
     * @param unsorted whether the index of values lacks some of them, see {@link RunHead}
     */
    static void logged(
            Tx tx, RunHead run, long period, long points, long lastTime, boolean unsorted) {
        tx.update(
                unsorted && !run.unsorted() ? LOGGED_UNSORTED : LOGGED,
                period,
                points,
                lastTime,
                run.number());
    }

    static void rename(Tx tx, long number, String name) {
        tx.update("UPDATE tracking_runs SET name = ? WHERE run_number = ?", name, number);
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

    static StoredRun stored(Row row) {
        return new StoredRun(row.integer("run_number"), map(row));
    }

    private static Run map(Row row) {
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
