package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Whatever the step throws, an Error too, becomes a failure of the task. */
    Conclusion run(Claim claim, Consumer<String> progress) {
        var name = claim.task().spec().step();
        var step = steps.get(name);
        if (step.isEmpty()) {
            return failed(claim, "pipelines.unknown_step", "no step is named " + name, false);
        }
        try {
            return run(claim, step.get(), context(claim, progress));
        } catch (Throwable e) {
            LOG.info("task {} of run {} failed", claim.taskName(), claim.runId(), e);
            return Conclusion.thrown(claim, claims.now(), e);
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
            return reused(claim, found.get());
        }
        return conclude(claim, step.run(context), key);
    }

    private Conclusion conclude(Claim claim, TaskOutcome outcome, @Nullable String key) {
        var task = claim.taskName();
        return switch (outcome) {
            case TaskOutcome.Succeeded(var output) ->
                    succeeded(claim, Texts.json("the output is", output), key);
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
                                    Texts.json("the wait state is", state)));
            case TaskOutcome.Stopped(var reason, var output) ->
                    Conclusion.of(
                            new RunEvent.Stopped(
                                    claims.now(),
                                    task,
                                    claim.number(),
                                    reason,
                                    Texts.json("the output is", output)));
        };
    }

    private Conclusion reused(Claim claim, CacheEntry entry) {
        return Conclusion.of(
                new RunEvent.Succeeded(
                        claims.now(),
                        claim.taskName(),
                        claim.number(),
                        entry.output(),
                        "reused from run %s, task %s: key %s"
                                .formatted(entry.runId(), entry.task(), entry.key())));
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

    private Conclusion failed(Claim claim, String code, String message, boolean retryable) {
        return Conclusion.failed(claim, claims.now(), code, message, retryable);
    }
}
