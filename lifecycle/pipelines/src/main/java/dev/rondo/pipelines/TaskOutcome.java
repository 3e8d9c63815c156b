package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** How one execution of a task came out. Outputs and states are at most 1 MiB of JSON. */
public sealed interface TaskOutcome {
    record Succeeded(JsonNode output) implements TaskOutcome {}

    /**
     * The task has no output.
     *
     * @param code a stable, dotted name for programs
     * @param retryable whether another try may succeed
     */
    record Failed(String code, String message, boolean retryable) implements TaskOutcome {}

    /**
     * Nothing to do for now. The task holds no thread until the delay is over or {@link Runs#wake},
     * then runs again with this state.
     */
    record Waiting(Duration delay, String reason, JsonNode state) implements TaskOutcome {}

    /** Ends the run well: tasks that have not begun are skipped. */
    record Stopped(String reason, JsonNode output) implements TaskOutcome {}
}
