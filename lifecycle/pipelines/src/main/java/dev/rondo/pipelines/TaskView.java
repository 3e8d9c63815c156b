package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a run. Times are UTC microseconds.
 *
 * @param attempt 1 for the first try
 * @param worker the worker that runs it now
 * @param dueAt when a READY or WAITING task may run
 * @param code of the last failure
 * @param message of the last failure, or why it waits
 * @param cache whether the output was reused, and why or why not; null before it succeeded
 * @param progress the step's last line for people
 */
public record TaskView(
        String name,
        String step,
        List<String> needs,
        TaskStatus status,
        int attempt,
        @Nullable String worker,
        @Nullable Long dueAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable JsonNode output,
        @Nullable String code,
        @Nullable String message,
        @Nullable String cache,
        @Nullable String progress) {}
