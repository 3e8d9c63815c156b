package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.diamond;
import static dev.rondo.pipelines.Pipelines.json;
import static dev.rondo.pipelines.Pipelines.single;
import static dev.rondo.pipelines.Pipelines.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How workers take, keep, give back and share tasks. */
abstract class WorkerContract extends WorkerSuite {
    @Test
    void aStepThatTakesTooLongIsInterrupted() throws Exception {
        steps.register("a", WorkerSuite::sleepLong);
        var slow = new TaskSpec("a", "a", List.of(), 0, Duration.ofMillis(50));
        worker("w", 1);
        var run = end(start(new Pipeline("slow", List.of(slow))));
        assertThat(run.task("a").code()).isEqualTo("pipelines.timed_out");
        assertThat(run.task("a").message()).isEqualTo("it took longer than 50 ms");
    }

    @Test
    void cancellingInterruptsTheStep() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        steps.register(
                "a",
                context -> {
                    begun.countDown();
                    try {
                        return sleepLong(context);
                    } finally {
                        interrupted.countDown();
                    }
                });
        worker("w", 1);
        var id = start(single("a", 3));
        begun.await();
        assertThat(runs.cancel(id, "test")).isTrue();
        interrupted.await();
        assertThat(ended(id, single("a", 3)).status()).isEqualTo(RunStatus.CANCELLED);
        awaitTrue(() -> !Files.exists(workRoot.resolve(id)));
    }

    @Test
    @DisplayName("rule 9.1: another worker resumes what a silent one has left")
    void anExpiredLeaseIsTakenOver() throws Exception {
        var id = start(single("a", 0));
        runs.apply(id, new RunEvent.Claimed(runs.get(id).orElseThrow().createdAt(), "a", "dead"));
        leaseUntil(runs.get(id).orElseThrow().createdAt() + 30_000_000);
        steps.register("a", context -> done(context.attempt()));
        var worker = worker("w", 1);
        clock.advance(Duration.ofSeconds(29));
        worker.wake();
        assertThat(task(id, "a").worker()).isEqualTo("dead");
        clock.advance(Duration.ofSeconds(2));
        worker.wake();
        var run = ended(id, single("a", 0));
        assertThat(value(run, "a").intValue()).as("attempt").isOne();
        assertThat(runs.events(id)).anyMatch(event -> event instanceof RunEvent.Lost);
    }

    private void leaseUntil(long micros) {
        db.execute(tx -> tx.update("UPDATE pipelines_tasks SET lease_until = ?", micros));
    }

    @Test
    void aRunningTaskKeepsItsLease() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        steps.register(
                "a",
                context -> {
                    begun.countDown();
                    goOn.await();
                    return done(1);
                });
        var options = new WorkerOptions("quick", 1, Duration.ofMillis(60), Duration.ofMillis(5));
        var worker = new Worker(db, runs, steps, options, clock, workRoot);
        workers.add(worker);
        worker.start();
        var id = start(single("a", 0));
        begun.await();
        long before = lease();
        clock.advance(Duration.ofMillis(50));
        awaitTrue(() -> lease() > before);
        goOn.countDown();
        assertThat(end(id).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(runs.events(id)).hasSize(2);
    }

    private long lease() {
        return db.read(tx ->
                        tx.first(
                                "SELECT lease_until FROM pipelines_tasks",
                                row -> row.integer("lease_until")))
                .orElseThrow();
    }

    @Test
    void aWorkerTakesItsOwnTasksBackAtItsStart() throws Exception {
        var id = start(single("a", 0));
        runs.apply(id, new RunEvent.Claimed(runs.get(id).orElseThrow().createdAt(), "a", "me"));
        steps.register("a", context -> done(1));
        worker("me", 1);
        assertThat(ended(id, single("a", 0)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void closingGivesTasksBackForOthers() throws Exception {
        var begun = new CountDownLatch(1);
        var first = new AtomicInteger();
        steps.register(
                "a",
                context -> {
                    if (first.getAndIncrement() == 0) {
                        begun.countDown();
                        return sleepLong(context);
                    }
                    return done(context.attempt());
                });
        var one = worker("one", 1);
        var id = start(single("a", 0));
        begun.await();
        one.close();
        assertThat(task(id, "a").status()).isEqualTo(TaskStatus.READY);
        worker("two", 1);
        assertThat(value(ended(id, single("a", 0)), "a").intValue()).isOne();
    }

    @Test
    void drainingWaitsForWhatRunsAndTakesNothingNew() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        steps.register(
                "a",
                context -> {
                    begun.countDown();
                    goOn.await();
                    return done(1);
                });
        var worker = worker("w", 2);
        var id = start(single("a", 0));
        begun.await();
        assertThat(worker.drain(Duration.ofMillis(5))).isFalse();
        var later = start(single("a", 0));
        goOn.countDown();
        assertThat(worker.drain(LONG)).isTrue();
        assertThat(runs.get(id).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(runs.get(later).orElseThrow().task("a").status()).isEqualTo(TaskStatus.READY);
    }

    @Test
    @DisplayName("rule 9.1: however many workers, each task runs once")
    void workersShareWithoutDoubling() throws Exception {
        var executions = new ConcurrentHashMap<String, Integer>();
        for (var name : List.of("a", "b", "c", "d")) {
            steps.register(
                    name,
                    context -> {
                        executions.merge(context.idempotencyKey(), 1, Integer::sum);
                        return done(name);
                    });
        }
        worker("one", 3);
        worker("two", 3);
        worker("three", 3);
        var ids = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            ids.add(start(diamond(0)));
        }
        for (var id : ids) {
            assertThat(ended(id, diamond(0)).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(runs.events(id)).hasSize(8);
        }
        assertThat(executions).hasSize(32);
        assertThat(executions.values()).containsOnly(1);
    }

    @Test
    void theWorkDirectoryLastsAsLongAsTheTask() throws Exception {
        var directories = new ArrayList<Path>();
        steps.register(
                "a",
                context -> {
                    var file = context.workDirectory().resolve("half.txt");
                    directories.add(context.workDirectory());
                    if (Files.exists(file)) {
                        return done(Files.readString(file));
                    }
                    Files.writeString(file, "half done");
                    return new TaskOutcome.Waiting(Duration.ZERO, "go on", json());
                });
        var abandoned = Files.createDirectories(workRoot.resolve("unknown-run/a"));
        worker("w", 1);
        var run = end(start(single("a", 0)));
        assertThat(value(run, "a").textValue()).isEqualTo("half done");
        assertThat(directories.get(0)).isEqualTo(directories.get(1));
        awaitTrue(() -> !Files.exists(directories.getFirst()));
        assertThat(abandoned).as("swept at the start").doesNotExist();
    }

    @Test
    void progressIsShownWhileTheStepRuns() throws Exception {
        var goOn = new CountDownLatch(1);
        steps.register(
                "a",
                context -> {
                    context.progress().accept("half way");
                    goOn.await();
                    return done(1);
                });
        worker("w", 1);
        var id = start(single("a", 0));
        awaitTrue(() -> "half way".equals(task(id, "a").progress()));
        goOn.countDown();
        assertThat(end(id).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
