package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database with workers. The clock stands still unless a test moves it. */
@Timeout(120)
abstract class WorkerSuite {
    static final Duration LONG = Duration.ofMinutes(2);

    @TempDir Path workRoot;
    final TestClock clock = new TestClock();
    final StepCatalogue steps = new StepCatalogue();
    final List<Worker> workers = new ArrayList<>();
    Db db;
    Runs runs;

    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        runs = new Runs(db, clock);
    }

    @AfterEach
    void close() {
        workers.forEach(Worker::close);
        db.close();
    }

    Worker worker(String id, int threads) {
        var options = new WorkerOptions(id, threads, Duration.ofSeconds(30), Duration.ofMillis(20));
        var worker = new Worker(db, runs, steps, options, clock, workRoot);
        workers.add(worker);
        worker.start();
        return worker;
    }

    String start(Pipeline pipeline) {
        return db.write(tx -> runs.start(tx, pipeline, json().put("seed", 7), null));
    }

    RunView end(String id) throws InterruptedException {
        var run = runs.await(id, LONG).orElseThrow();
        assertThat(run.status().ended()).as(run.toString()).isTrue();
        return run;
    }

    RunView ended(String id, Pipeline pipeline) throws InterruptedException {
        var run = end(id);
        Replay.assertConsistent(runs, id, pipeline);
        return run;
    }

    TaskView task(String id, String name) {
        return runs.get(id).orElseThrow().task(name);
    }

    /** The value that a step has given by {@link #done}. */
    static JsonNode value(RunView run, String task) {
        return Objects.requireNonNull(run.output(task)).get("value");
    }

    static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    static TaskOutcome done(Object value) {
        return new TaskOutcome.Succeeded(json().putPOJO("value", value));
    }

    static TaskOutcome sleepLong(StepContext context) throws InterruptedException {
        Thread.sleep(LONG.toMillis());
        return done("slept");
    }
}
