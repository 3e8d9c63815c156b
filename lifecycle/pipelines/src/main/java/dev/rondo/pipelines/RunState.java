package dev.rondo.pipelines;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, with its tasks in the pipeline's order.
 *
 * @param reason why it stopped, failed or was cancelled
 */
record RunState(
        RunStatus status, @Nullable String reason, @Nullable Long endedAt, List<TaskState> tasks) {
    RunState {
        tasks = List.copyOf(tasks);
    }

    Optional<TaskState> task(String name) {
        return tasks.stream().filter(task -> task.name().equals(name)).findFirst();
    }

    RunState with(TaskState changed) {
        return with(
                tasks.stream()
                        .map(task -> task.name().equals(changed.name()) ? changed : task)
                        .toList());
    }

    RunState with(List<TaskState> changed) {
        return new RunState(status, reason, endedAt, changed);
    }

    /** Whether no further task may begin: one has failed or has stopped the run. */
    boolean ending() {
        return any(TaskStatus.FAILED).isPresent() || any(TaskStatus.STOPPED).isPresent();
    }

    Optional<TaskState> any(TaskStatus wanted) {
        return tasks.stream().filter(task -> task.status() == wanted).findFirst();
    }
}
