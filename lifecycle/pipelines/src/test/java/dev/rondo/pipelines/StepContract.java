package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.diamond;
import static dev.rondo.pipelines.Pipelines.json;
import static dev.rondo.pipelines.Pipelines.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a step's outcomes. */
abstract class StepContract extends WorkerSuite {
    @Test
    void tasksRunInOrderAndHandOnTheirOutputs() throws Exception {
        var contexts = new ConcurrentHashMap<String, StepContext>();
        for (var name : List.of("a", "b", "c", "d")) {
            steps.register(
                    name,
                    context -> {
                        contexts.put(name, context);
                        return done(name);
                    });
        }
        worker("w", 2);
        var id = start(diamond(0));
        var run = ended(id, diamond(0));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        var last = Objects.requireNonNull(contexts.get("d"));
        assertThat(last.inputs()).containsOnlyKeys("b", "c");
        assertThat(last.inputs()).containsEntry("b", json().put("value", "b"));
        assertThat(last.parameters().get("seed").intValue()).isEqualTo(7);
        assertThat(last.attempt()).isOne();
        assertThat(last.waitState()).isNull();
        assertThat(last.idempotencyKey()).isEqualTo(id + "/d");
        assertThat(run.tasks()).allSatisfy(task -> assertThat(task.worker()).isNull());
        assertThat(run.task("a").cache()).isEqualTo("ran: the step has no key");
    }

    @Test
    void aFailureIsTriedAgainAfterItsDelay() throws Exception {
        var attempts = new ArrayList<Integer>();
        steps.register(
                "a",
                context -> {
                    attempts.add(context.attempt());
                    return attempts.size() < 3
                            ? new TaskOutcome.Failed("test.again", "not yet", true)
                            : done(1);
                });
        var worker = worker("w", 1);
        var id = start(single("a", 2));
        for (int failures = 1; failures <= 2; failures++) {
            int seen = failures + 1;
            awaitTrue(() -> task(id, "a").attempt() == seen);
            var task = task(id, "a");
            assertThat(task.status()).isEqualTo(TaskStatus.READY);
            assertThat(task.code()).isEqualTo("test.again");
            clock.advance(RunMachine.delayAfter(failures));
            worker.wake();
        }
        assertThat(ended(id, single("a", 2)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void aFailureForGoodEndsTheRunWithItsReason() throws Exception {
        steps.register("a", context -> new TaskOutcome.Failed("test.bad", "no such data", false));
        worker("w", 1);
        var run = ended(start(diamond(5)), diamond(5));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).isEqualTo("a: no such data");
        assertThat(run.task("a").code()).isEqualTo("test.bad");
        assertThat(run.task("d").status()).isEqualTo(TaskStatus.SKIPPED);
    }

    @Test
    void whatAStepThrowsBecomesItsFailure() throws Exception {
        Map<Throwable, String> cases =
                Map.of(
                        RondoException.user("test.user", "wrong"),
                        "test.user",
                        new IOException("disk"),
                        "pipelines.step_failed",
                        new StackOverflowError(),
                        "pipelines.step_failed",
                        new InterruptedException(),
                        "pipelines.interrupted");
        var thrown = new SynchronousQueue<Throwable>();
        steps.register(
                "a",
                context -> {
                    sneak(thrown.take());
                    return done(0);
                });
        worker("w", 1);
        for (var one : cases.entrySet()) {
            var id = start(single("a", 0));
            thrown.put(one.getKey());
            var run = end(id);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.task("a").code()).isEqualTo(one.getValue());
        }
        var missing = end(start(single("unknown", 3)));
        assertThat(missing.task("unknown").code()).isEqualTo("pipelines.unknown_step");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable throwable) throws E {
        throw (E) throwable;
    }

    @Test
    void onlyAnUnavailableRoomIsWorthARetry() throws Exception {
        var calls = new AtomicInteger();
        steps.register(
                "a",
                context -> {
                    throw calls.getAndIncrement() == 0
                            ? RondoException.unavailable("test.away", "away")
                            : RondoException.user("test.user", "wrong");
                });
        var worker = worker("w", 1);
        var id = start(single("a", 5));
        awaitTrue(() -> task(id, "a").attempt() == 2);
        clock.advance(Duration.ofSeconds(1));
        worker.wake();
        assertThat(end(id).task("a").code()).isEqualTo("test.user");
        assertThat(calls).hasValue(2);
    }

    @Test
    void aWaitingTaskHoldsNoThreadAndComesBackWithItsState() throws Exception {
        var seen = new ArrayList<Optional<JsonNode>>();
        steps.register(
                "a",
                context -> {
                    seen.add(Optional.ofNullable(context.waitState()));
                    return seen.size() < 3
                            ? new TaskOutcome.Waiting(
                                    Duration.ofHours(1), "not yet", json().put("n", seen.size()))
                            : done(context.attempt());
                });
        steps.register("b", context -> done("b"));
        var worker = worker("w", 1);
        var id = start(single("a", 0));
        awaitTrue(() -> waits(id));
        assertThat(end(start(single("b", 0))).status()).isEqualTo(RunStatus.SUCCEEDED);
        clock.advance(Duration.ofHours(1));
        worker.wake();
        awaitTrue(() -> seen.size() == 2 && waits(id));
        assertThat(db.<Boolean>write(tx -> runs.wake(tx, id))).isTrue();
        assertThat(ended(id, single("a", 0)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(seen)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(json().put("n", 1)),
                        Optional.of(json().put("n", 2)));
    }

    @Test
    void quietIsWhenEachRunHasEndedOrWaitsForTheWorld() throws Exception {
        var goOn = new CountDownLatch(1);
        steps.register(
                "a",
                context -> {
                    goOn.await();
                    return new TaskOutcome.Waiting(Duration.ofHours(1), "not yet", json());
                });
        var running = new RunFilter(null, "shop", RunStatus.RUNNING, null, 10);
        var id = db.write(tx -> runs.start(tx, single("a", 0), "shop", json(), null));
        assertThat(runs.awaitQuiet(running, Duration.ofMillis(20))).as("ready").isFalse();
        worker("w", 1);
        awaitTrue(() -> task(id, "a").status() == TaskStatus.RUNNING);
        assertThat(runs.awaitQuiet(running, Duration.ofMillis(20))).as("at work").isFalse();
        goOn.countDown();
        assertThat(runs.awaitQuiet(running, LONG)).isTrue();
        assertThat(waits(id)).isTrue();
        runs.cancel(id, "test");
        assertThat(runs.awaitQuiet(running, Duration.ZERO)).isTrue();
    }

    private boolean waits(String id) {
        return task(id, "a").status() == TaskStatus.WAITING;
    }

    @Test
    void aStepMayStopTheRunWell() throws Exception {
        steps.register("a", context -> new TaskOutcome.Stopped("the data is at fault", json()));
        worker("w", 1);
        var run = ended(start(diamond(0)), diamond(0));
        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("a: the data is at fault");
        assertThat(run.output("a")).isEqualTo(json());
    }

    @Test
    void aRunningSiblingMayEndWhenTheRunFails() throws Exception {
        var failed = new CountDownLatch(1);
        steps.register("x", context -> new TaskOutcome.Failed("test.bad", "bad", false));
        steps.register(
                "y",
                context -> {
                    failed.await();
                    return done("y");
                });
        var pipeline = new Pipeline("two", List.of(Pipelines.task("y", 0), Pipelines.task("x", 0)));
        worker("w", 2);
        var id = start(pipeline);
        awaitTrue(() ->
                task(id, "x").status() == TaskStatus.FAILED
                        && task(id, "y").status() == TaskStatus.RUNNING);
        assertThat(runs.get(id).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);
        failed.countDown();
        var run = ended(id, pipeline);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.task("y").status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    @Test
    void anyTextOfAStepIsStoredOrItsFailure() throws Exception {
        var odd = "nul \0, half a pair \ud83d, " + "long ".repeat(10_000);
        steps.register(
                "a",
                context -> {
                    context.progress().accept(odd);
                    return new TaskOutcome.Failed("test.odd", odd, false);
                });
        steps.register("b", context -> done(odd));
        worker("w", 1);
        var run = end(start(single("a", 0)));
        assertThat(run.task("a").message()).startsWith("nul ?, half a pair ?, long").hasSize(4_001);
        assertThat(end(start(single("b", 0))).task("b").code())
                .as("an output that cannot be stored is a failure")
                .startsWith("store.");
    }

    @Test
    void anOutputHasALimit() throws Exception {
        steps.register("a", context -> done("x".repeat(Runs.MAX_JSON_BYTES)));
        worker("w", 1);
        var run = end(start(single("a", 3)));
        assertThat(run.task("a").code()).isEqualTo("pipelines.too_large");
    }

    @Test
    @DisplayName("rule 9.2: equal content is not computed again, and the run says why")
    void anOutputIsReusedByKey() throws Exception {
        var calls = new AtomicInteger();
        steps.register("a", new Cached(calls));
        worker("w", 1);
        var first = end(db.write(tx -> runs.start(tx, single("a", 0), json().put("k", "x"), null)));
        var second =
                end(db.write(tx -> runs.start(tx, single("a", 0), json().put("k", "x"), null)));
        var third = end(db.write(tx -> runs.start(tx, single("a", 0), json().put("k", "y"), null)));
        assertThat(second.output("a")).isEqualTo(first.output("a"));
        assertThat(third.output("a")).isNotEqualTo(first.output("a"));
        assertThat(calls).hasValue(2);
        assertThat(first.task("a").cache()).isEqualTo("ran: nothing was kept for key x");
        assertThat(second.task("a").cache())
                .isEqualTo("reused from run " + first.id() + ", task a: key x");
    }

    private record Cached(AtomicInteger calls) implements Step {
        @Override
        public TaskOutcome run(StepContext context) {
            return done(calls.incrementAndGet());
        }

        @Override
        public Optional<String> cacheKey(StepContext context) {
            return Optional.of(context.parameters().get("k").textValue());
        }
    }
}
