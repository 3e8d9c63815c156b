package dev.rondo.pipelines;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQL for runs and their events. */
final class RunTable {
    private static final String EARLIER =
            " AND (created_at, id) < (SELECT shown.created_at, shown.id"
                    + " FROM pipelines_runs shown WHERE shown.id = ?)";

    private RunTable() {}

    /** A run that has made no transition yet. */
    record NewRun(
            String id,
            Pipeline pipeline,
            @Nullable String subject,
            ObjectNode parameters,
            @Nullable String onceKey,
            long createdAt) {}

    /** Returns false when there is a run with the run's once-key. */
    static boolean insert(Tx tx, NewRun run) {
        int inserted =
                tx.update(
                        """
                        INSERT INTO pipelines_runs
                            (id, pipeline, subject, tasks, parameters, once_key, status, revision,
                             created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                        ON CONFLICT (once_key) DO NOTHING
                        """,
                        run.id(),
                        run.pipeline().name(),
                        run.subject(),
                        Definitions.encode(run.pipeline().tasks()),
                        Json.write(run.parameters()),
                        run.onceKey(),
                        RunStatus.RUNNING.name(),
                        run.createdAt());
        if (inserted == 1) {
            var state = RunMachine.start(run.pipeline(), run.createdAt());
            TaskTable.insert(tx, run.id(), state.tasks());
        }
        return inserted == 1;
    }

    static Optional<String> idOf(Tx tx, String onceKey) {
        return tx.first(
                "SELECT id FROM pipelines_runs WHERE once_key = ?", row -> row.text("id"), onceKey);
    }

    static Optional<StoredRun> find(Tx tx, String id) {
        return load(tx, "WHERE id = ?", id).stream().findFirst();
    }

    static List<StoredRun> list(Tx tx, RunFilter filter) {
        var where = new StringBuilder("WHERE 1 = 1");
        var arguments = new ArrayList<Object>();
        if (filter.pipeline() != null) {
            where.append(" AND pipeline = ?");
            arguments.add(filter.pipeline());
        }
        if (filter.subject() != null) {
            where.append(" AND subject = ?");
            arguments.add(filter.subject());
        }
        if (filter.status() != null) {
            where.append(" AND status = ?");
            arguments.add(filter.status().name());
        }
        if (filter.before() != null) {
            where.append(EARLIER);
            arguments.add(filter.before());
        }
        where.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
        arguments.add(filter.limit());
        return load(tx, where.toString(), arguments.toArray());
    }

    /** Two statements, however many runs. */
    private static List<StoredRun> load(Tx tx, String where, @Nullable Object... arguments) {
        var specs = new LinkedHashMap<String, List<TaskSpec>>();
        var heads =
                tx.query(
                        "SELECT * FROM pipelines_runs " + where,
                        row -> {
                            specs.put(row.text("id"), Definitions.decode(row.text("tasks")));
                            return head(row);
                        },
                        arguments);
        var tasks = TaskTable.load(tx, specs).stream().collect(groupingBy(StoredTask::runId));
        return heads.stream()
                .map(head -> head.with(tasks.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private static StoredRun head(Row row) {
        return new StoredRun(
                row.text("id"),
                row.text("pipeline"),
                Json.read(row.text("parameters"), ObjectNode.class),
                row.textOrNull("once_key"),
                row.integer("revision"),
                row.integer("created_at"),
                RunStatus.valueOf(row.text("status")),
                row.textOrNull("reason"),
                row.integerOrNull("ended_at"),
                List.of());
    }

    /** Stores a transition: the event, and what it has changed. */
    static void save(Tx tx, StoredRun before, RunEvent event, RunState after) {
        tx.update(
                "INSERT INTO pipelines_events (run_id, position, event) VALUES (?, ?, ?)",
                before.id(),
                before.revision(),
                Json.write(event));
        tx.update(
                """
                UPDATE pipelines_runs SET revision = revision + 1,
                    status = ?, reason = ?, ended_at = ? WHERE id = ?
                """,
                after.status().name(),
                after.reason(),
                after.endedAt(),
                before.id());
        for (int i = 0; i < after.tasks().size(); i++) {
            var task = after.tasks().get(i);
            if (!task.equals(before.tasks().get(i).state())) {
                TaskTable.save(tx, before.id(), task);
            }
        }
    }

    static List<RunEvent> events(Tx tx, String id) {
        return tx.query(
                "SELECT event FROM pipelines_events WHERE run_id = ? ORDER BY position",
                row -> Json.read(row.text("event"), RunEvent.class),
                id);
    }
}
