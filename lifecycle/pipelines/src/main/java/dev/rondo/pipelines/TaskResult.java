package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a task has to show so far.
 *
 * @param code of the last failure
 * @param message of the last failure, why it waits, or why it stopped the run
 * @param cache whether the output was reused, and why or why not
 */
record TaskResult(
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable JsonNode output,
        @Nullable String code,
        @Nullable String message,
        @Nullable String cache) {
    static final TaskResult NONE = new TaskResult(null, null, null, null, null, null);

    TaskResult started(long at) {
        return startedAt == null ? new TaskResult(at, endedAt, output, code, message, cache) : this;
    }

    TaskResult failed(String failureCode, String failure) {
        return new TaskResult(startedAt, endedAt, output, failureCode, failure, cache);
    }

    TaskResult waiting(String reason) {
        return new TaskResult(startedAt, endedAt, output, null, reason, cache);
    }

    TaskResult succeeded(long at, JsonNode value, String reuse) {
        return new TaskResult(startedAt, at, value, null, null, reuse);
    }

    TaskResult stopped(long at, String reason, JsonNode value) {
        return new TaskResult(startedAt, at, value, null, reason, cache);
    }

    TaskResult ended(long at) {
        return new TaskResult(startedAt, at, output, code, message, cache);
    }
}
