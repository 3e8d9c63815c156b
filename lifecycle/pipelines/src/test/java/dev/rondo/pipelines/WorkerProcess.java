package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.json;
import static dev.rondo.pipelines.Pipelines.task;

import dev.rondo.base.Micros;
import dev.rondo.store.Db;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A worker in a process of its own. It starts some runs, each once, prints {@code ready} and works
 * until it is killed; or, told to finish, until all runs of all its lives have ended.
 */
final class WorkerProcess {
    static final int RUNS_PER_LIFE = 4;

    static final Pipeline PIPELINE =
            new Pipeline(
                    "crash",
                    List.of(
                            task("prepare", 0),
                            task("train", 2, "prepare"),
                            task("check", 0, "prepare"),
                            task("release", 0, "train", "check"),
                            task("report", 0, "release")));

    /** Runs twenty times as fast, so that retries and leases do not hold up the test. */
    private static final InstantSource CLOCK = () -> Micros.instant(Micros.of(Instant.now()) * 20);

    private final Path effects;

    private WorkerProcess(Path effects) {
        this.effects = effects;
    }

    /**
     * Starts its runs and works.
     *
     * @param arguments database URL, directory, worker id, number of this life, and whether to
     *     finish
     */
    public static void main(String[] arguments) throws InterruptedException {
        var db = Db.open(arguments[0]);
        var directory = Path.of(arguments[1]);
        var runs = new Runs(db, CLOCK);
        var options =
                new WorkerOptions(arguments[2], 2, Duration.ofSeconds(3), Duration.ofMillis(20));
        var steps = new WorkerProcess(directory.resolve("effects.txt")).steps();
        var worker = new Worker(db, runs, steps, options, CLOCK, directory.resolve("work"));
        worker.start();
        startRuns(db, runs, Integer.parseInt(arguments[3]));
        System.out.println("ready");
        if (Boolean.parseBoolean(arguments[4])) {
            for (var run : runs.list(RunFilter.all(1000))) {
                runs.await(run.id(), Duration.ofMinutes(2));
            }
            worker.close();
            db.close();
        } else {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static void startRuns(Db db, Runs runs, int life) {
        for (int i = 0; i < RUNS_PER_LIFE; i++) {
            var onceKey = life + "-" + i;
            db.<String>write(tx -> runs.start(tx, PIPELINE, json(), onceKey));
        }
    }

    private StepCatalogue steps() {
        var steps = new StepCatalogue();
        steps.register("prepare", context -> work(context, "prepared"));
        steps.register("train", this::train);
        steps.register("check", context -> work(context, "checked"));
        steps.register("release", this::release);
        steps.register("report", context -> work(context, "reported"));
        return steps;
    }

    /** Fails at its first attempt. */
    private TaskOutcome train(StepContext context) throws Exception {
        var done = work(context, "trained");
        return context.attempt() == 1
                ? new TaskOutcome.Failed("test.first", "first try", true)
                : done;
    }

    /** Waits twice. */
    private TaskOutcome release(StepContext context) throws Exception {
        var state = context.waitState();
        int waits = state == null ? 0 : state.get("waits").intValue();
        var done = work(context, "released after " + waits);
        return waits < 2
                ? new TaskOutcome.Waiting(
                        Duration.ofMillis(500), "not yet", json().put("waits", waits + 1))
                : done;
    }

    /** Takes a moment, and leaves a line that it was run. */
    private TaskOutcome work(StepContext context, String result)
            throws IOException, InterruptedException {
        Files.writeString(
                effects,
                context.idempotencyKey() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Thread.sleep(ThreadLocalRandom.current().nextInt(30));
        return new TaskOutcome.Succeeded(json().put("result", result));
    }
}
