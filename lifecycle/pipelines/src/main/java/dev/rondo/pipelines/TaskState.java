package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a task of a run stands. Times are UTC microseconds.
 *
 * @param attempt 1 for the first try; rises with each retry after a failure
 * @param losses how often a worker has lost or given back the task
 * @param claim numbers the executions; 0 before the first
 * @param dueAt when a READY or WAITING task may be claimed; else null
 * @param worker who runs it; null unless RUNNING
 * @param waitState what the last wait kept, until the task ends
 */
record TaskState(
        TaskSpec spec,
        TaskStatus status,
        int attempt,
        int losses,
        long claim,
        @Nullable Long dueAt,
        @Nullable String worker,
        @Nullable JsonNode waitState,
        TaskResult result) {
    static TaskState pending(TaskSpec spec) {
        return new TaskState(spec, TaskStatus.PENDING, 1, 0, 0, null, null, null, TaskResult.NONE);
    }

    String name() {
        return spec.name();
    }

    boolean claimableAt(long at) {
        return dueAt != null && dueAt <= at;
    }

    boolean runs(long byClaim) {
        return status == TaskStatus.RUNNING && claim == byClaim;
    }

    TaskState ready(long at) {
        return new TaskState(
                spec, TaskStatus.READY, attempt, losses, claim, at, null, waitState, result);
    }

    TaskState claimed(long at, String by) {
        return new TaskState(
                spec,
                TaskStatus.RUNNING,
                attempt,
                losses,
                claim + 1,
                null,
                by,
                waitState,
                result.started(at));
    }

    TaskState retry(long at, String code, String message) {
        return new TaskState(
                spec,
                TaskStatus.READY,
                attempt + 1,
                losses,
                claim,
                at,
                null,
                waitState,
                result.failed(code, message));
    }

    TaskState waiting(long until, String reason, JsonNode state) {
        return new TaskState(
                spec,
                TaskStatus.WAITING,
                attempt,
                losses,
                claim,
                until,
                null,
                state,
                result.waiting(reason));
    }

    TaskState lost() {
        return new TaskState(
                spec, status, attempt, losses + 1, claim, dueAt, worker, waitState, result);
    }

    TaskState due(long at) {
        return new TaskState(spec, status, attempt, losses, claim, at, worker, waitState, result);
    }

    TaskState ended(TaskStatus as, TaskResult with) {
        return new TaskState(spec, as, attempt, losses, claim, null, null, null, with);
    }
}
