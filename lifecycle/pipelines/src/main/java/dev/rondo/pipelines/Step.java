package dev.rondo.pipelines;

import java.util.Optional;

/**
 * The work of a task. The same task may run more than once: its worker may die after the effect and
 * before the outcome is stored. So a step makes its effects idempotent by {@link
 * StepContext#idempotencyKey()} (rule 9.1).
 */
@FunctionalInterface
public interface Step {
    /**
     * Does the work. The thread is interrupted when the task times out, is cancelled or its worker
     * closes. A RondoException fails the task with its code, and may be retried when it is of kind
     * UNAVAILABLE; any other exception fails it and may be retried.
     */
    TaskOutcome run(StepContext context) throws Exception;

    /**
     * A digest of all that the output depends on: bytes of inputs, code, parameters (rule 9.2). A
     * task whose step has succeeded with the same key before takes that output. Empty: always run.
     */
    default Optional<String> cacheKey(StepContext context) throws Exception {
        return Optional.empty();
    }
}
