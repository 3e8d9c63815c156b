package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as people and programs see it. Times are UTC microseconds.
 *
 * @param reason why it stopped, failed or was cancelled
 */
public record RunView(
        String id,
        String pipeline,
        RunStatus status,
        @Nullable String reason,
        ObjectNode parameters,
        @Nullable String onceKey,
        long createdAt,
        @Nullable Long endedAt,
        List<TaskView> tasks) {
    public RunView {
        tasks = List.copyOf(tasks);
    }

    public TaskView task(String name) {
        return tasks.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow();
    }

    /** Whether a task runs or is about to. */
    boolean atWork() {
        return !status.ended()
                && tasks.stream()
                        .anyMatch(task ->
                                task.status() == TaskStatus.READY
                                        || task.status() == TaskStatus.RUNNING);
    }

    /** The output of a task that has succeeded or stopped the run; else null. */
    public @Nullable JsonNode output(String task) {
        return task(task).output();
    }
}
