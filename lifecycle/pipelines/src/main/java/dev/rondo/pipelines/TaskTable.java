package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SQL for the tasks of runs. A task's lease and progress are beside its state: no transitions. */
final class TaskTable {
    private TaskTable() {}

    static void insert(Tx tx, String runId, List<TaskState> tasks) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            rows.add(
                    new @Nullable Object[] {
                        runId, task.name(), i, task.status().name(), task.attempt(), task.dueAt()
                    });
        }
        tx.batch(
                """
                INSERT INTO pipelines_tasks
                    (run_id, task, position, status, attempt, losses, claim, due_at)
                VALUES (?, ?, ?, ?, ?, 0, 0, ?)
                """,
                rows);
    }

    static void save(Tx tx, String runId, TaskState task) {
        var result = task.result();
        tx.update(
                """
                UPDATE pipelines_tasks SET status = ?, attempt = ?, losses = ?, claim = ?,
                    due_at = ?, worker = ?, lease_until = NULL, wait_state = ?, started_at = ?,
                    ended_at = ?, output = ?, code = ?, message = ?, cache = ?
                WHERE run_id = ? AND task = ?
                """,
                task.status().name(),
                task.attempt(),
                task.losses(),
                task.claim(),
                task.dueAt(),
                task.worker(),
                json(task.waitState()),
                result.startedAt(),
                result.endedAt(),
                json(result.output()),
                result.code(),
                result.message(),
                result.cache(),
                runId,
                task.name());
    }

    /** The tasks of several runs, in the order of run and pipeline, with one statement. */
    static List<StoredTask> load(Tx tx, Map<String, List<TaskSpec>> specsByRun) {
        if (specsByRun.isEmpty()) {
            return List.of();
        }
        var marks = String.join(", ", Collections.nCopies(specsByRun.size(), "?"));
        return tx.query(
                "SELECT * FROM pipelines_tasks WHERE run_id IN (%s) ORDER BY run_id, position"
                        .formatted(marks),
                row -> stored(row, specsByRun),
                specsByRun.keySet().toArray());
    }

    private static StoredTask stored(Row row, Map<String, List<TaskSpec>> specsByRun) {
        var runId = row.text("run_id");
        var specs = Objects.requireNonNull(specsByRun.get(runId));
        var state =
                new TaskState(
                        specs.get((int) row.integer("position")),
                        TaskStatus.valueOf(row.text("status")),
                        (int) row.integer("attempt"),
                        (int) row.integer("losses"),
                        row.integer("claim"),
                        row.integerOrNull("due_at"),
                        row.textOrNull("worker"),
                        tree(row.textOrNull("wait_state")),
                        result(row));
        return new StoredTask(runId, state, row.textOrNull("progress"));
    }

    private static TaskResult result(Row row) {
        return new TaskResult(
                row.integerOrNull("started_at"),
                row.integerOrNull("ended_at"),
                tree(row.textOrNull("output")),
                row.textOrNull("code"),
                row.textOrNull("message"),
                row.textOrNull("cache"));
    }

    private static @Nullable String json(@Nullable JsonNode node) {
        return node == null ? null : Json.write(node);
    }

    private static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : Json.tree(text);
    }
}
