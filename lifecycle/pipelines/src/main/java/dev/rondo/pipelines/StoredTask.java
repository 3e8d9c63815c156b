package dev.rondo.pipelines;

import org.jspecify.annotations.Nullable;

/**
 * A task as the database holds it.
 *
 * @param progress the step's last line for people
 */
record StoredTask(String runId, TaskState state, @Nullable String progress) {
    TaskView view() {
        var spec = state.spec();
        var result = state.result();
        return new TaskView(
                spec.name(),
                spec.step(),
                spec.needs(),
                state.status(),
                state.attempt(),
                state.worker(),
                state.dueAt(),
                result.startedAt(),
                result.endedAt(),
                result.output(),
                result.code(),
                result.message(),
                result.cache(),
                progress);
    }
}
