package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the step of a claimed task, or finds its output, and says what that means for the run. */
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final Db db;
    private final StepCatalogue steps;
    private final Claims claims;
    private final WorkDirectories directories;

    StepRunner(Db db, StepCatalogue steps, Claims claims, WorkDirectories directories) {
        this.db = db;
        this.steps = steps;
        this.claims = claims;
        this.directories = directories;
    }

    /** Whatever the step throws becomes a failure of the task. */
    Conclusion run(Claim claim, Consumer<String> progress) {
        var name = claim.task().spec().step();
        var step = steps.get(name);
        if (step.isEmpty()) {
            return failed(claim, "pipelines.unknown_step", "no step is named " + name, false);
        }
        try {
            return run(claim, step.get(), context(claim, progress));
        } catch (RondoException e) {
            return failed(claim, e.code(), e.getMessage(), e.kind() == ErrorKind.UNAVAILABLE);
        } catch (InterruptedException e) {
            return failed(claim, "pipelines.interrupted", "it was interrupted", true);
        } catch (Throwable e) {
            // An Error too: a worker outlives a step that runs out of memory or stack.
            LOG.warn("task {} of run {} failed", claim.taskName(), claim.runId(), e);
            return failed(claim, "pipelines.step_failed", e.toString(), true);
        }
    }

    private StepContext context(Claim claim, Consumer<String> progress) throws IOException {
        return new StepContext(
                claim.runId(),
                claim.taskName(),
                claim.task().attempt(),
                claim.idempotencyKey(),
                claim.parameters(),
                claim.inputs(),
                claim.task().waitState(),
                directories.create(claim.runId(), claim.taskName()),
                progress);
    }

    private Conclusion run(Claim claim, Step step, StepContext context) throws Exception {
        var name = claim.task().spec().step();
        var key = step.cacheKey(context).orElse(null);
        if (key == null) {
            return conclude(claim, step.run(context), null);
        }
        var found = db.read(tx -> CacheTable.find(tx, name, key));
        if (found.isPresent()) {
            var entry = found.get();
            var why = "reused from run %s, task %s: key %s";
            return Conclusion.of(
                    new RunEvent.Succeeded(
                            claims.now(),
                            claim.taskName(),
                            claim.number(),
                            entry.output(),
                            why.formatted(entry.runId(), entry.task(), key)));
        }
        return conclude(claim, step.run(context), key);
    }

    private Conclusion conclude(Claim claim, TaskOutcome outcome, @Nullable String key) {
        var task = claim.taskName();
        return switch (outcome) {
            case TaskOutcome.Succeeded(var output) -> succeeded(claim, checked(output), key);
            case TaskOutcome.Failed(var code, var message, var retryable) ->
                    failed(claim, code, message, retryable);
            case TaskOutcome.Waiting(var delay, var reason, var state) ->
                    Conclusion.of(
                            new RunEvent.Waited(
                                    claims.now(),
                                    task,
                                    claim.number(),
                                    claims.now() + delay.toNanos() / 1_000,
                                    reason,
                                    checked(state)));
            case TaskOutcome.Stopped(var reason, var output) ->
                    Conclusion.of(
                            new RunEvent.Stopped(
                                    claims.now(), task, claim.number(), reason, checked(output)));
        };
    }

    private Conclusion succeeded(Claim claim, JsonNode output, @Nullable String key) {
        var spec = claim.task().spec();
        var why = key == null ? "ran: the step has no key" : "ran: nothing was kept for key " + key;
        return new Conclusion(
                new RunEvent.Succeeded(claims.now(), spec.name(), claim.number(), output, why),
                key == null
                        ? null
                        : new CacheEntry(spec.step(), key, claim.runId(), spec.name(), output));
    }

    private Conclusion failed(
            Claim claim, String code, @Nullable String message, boolean retryable) {
        return Conclusion.of(
                new RunEvent.Failed(
                        claims.now(),
                        claim.taskName(),
                        claim.number(),
                        code,
                        String.valueOf(message),
                        retryable));
    }

    /** The JSON as it will be read back. */
    private static JsonNode checked(JsonNode json) {
        var text = Json.write(json);
        if (text.length() > Runs.MAX_JSON_CHARACTERS) {
            throw RondoException.limit(
                            "pipelines.output_too_large", "the step's output is too large")
                    .because("the limit is " + Runs.MAX_JSON_CHARACTERS + " characters of JSON")
                    .next("store the data elsewhere and return its name");
        }
        return Json.tree(text);
    }
}
