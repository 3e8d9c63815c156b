package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a step is given.
 *
 * @param attempt 1 for the first try; rises with each retry after a failure, and stays when a
 *     worker died or a wait is over
 * @param idempotencyKey the same over all attempts of this task in this run
 * @param parameters of the run
 * @param inputs the outputs of the tasks that this one needs, by name
 * @param waitState what this task's last {@link TaskOutcome.Waiting} kept; null before it
 * @param workDirectory an empty or half-used directory of this task, kept over its attempts and
 *     removed when it ends
 * @param progress takes a line for people; the last one is shown
 */
public record StepContext(
        String runId,
        String task,
        int attempt,
        String idempotencyKey,
        ObjectNode parameters,
        Map<String, JsonNode> inputs,
        @Nullable JsonNode waitState,
        Path workDirectory,
        Consumer<String> progress) {}
