package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A task that this worker has claimed, with all that its step needs.
 *
 * @param task as the claim has left it
 */
record Claim(String runId, TaskState task, ObjectNode parameters, Map<String, JsonNode> inputs) {
    static Claim of(StoredRun run, String taskName) {
        var state = run.state();
        var task = state.task(taskName).orElseThrow();
        var inputs = new LinkedHashMap<String, JsonNode>();
        for (var need : task.spec().needs()) {
            var output = state.task(need).orElseThrow().result().output();
            if (output != null) {
                inputs.put(need, output);
            }
        }
        return new Claim(run.id(), task, run.parameters(), inputs);
    }

    String taskName() {
        return task.name();
    }

    long number() {
        return task.claim();
    }

    /** The same over all executions of the task. */
    String idempotencyKey() {
        return runId + "/" + taskName();
    }
}
