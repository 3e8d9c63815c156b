package dev.rondo.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a worker at random points. The whole count is 50: {@code
 * -Dpipelines.kills=50}; PostgreSQL gets a fifth of it.
 */
@DisplayName("rule 9.1: kill -9 at any instant loses no transition and doubles none")
class CrashTest {
    private static final int KILLS = Integer.getInteger("pipelines.kills", 5);

    @TempDir Path directory;
    private final SplittableRandom random = new SplittableRandom();

    @Test
    void onSqlite() throws Exception {
        killAndVerify("sqlite:" + directory.resolve("rondo.db"), KILLS);
    }

    @Test
    void onPostgres() throws Exception {
        killAndVerify(TestDatabases.postgresUrl(), Math.max(2, KILLS / 5));
    }

    private void killAndVerify(String url, int kills) throws Exception {
        for (int life = 0; life < kills; life++) {
            var process = begin(url, "w" + life % 3 / 2, life, false);
            if (life % 4 < 3) {
                awaitReady(process);
            }
            Thread.sleep(random.nextInt(500));
            process.destroyForcibly();
            assertThat(process.waitFor()).as("killed").isEqualTo(137);
        }
        var last = begin(url, "w0", kills, true);
        awaitReady(last);
        assertThat(last.waitFor()).as("the last life ends by itself").isZero();
        try (var db = Db.open(url)) {
            verify(db, kills);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
    }

    private Process begin(String url, String worker, int life, boolean finish) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        url,
                        directory.toString(),
                        worker,
                        Integer.toString(life),
                        Boolean.toString(finish))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void verify(Db db, int kills) throws IOException {
        var runs = new Runs(db, InstantSource.system());
        var executed = executions();
        var all = runs.list(RunFilter.all(1000));
        assertThat(all).as("some lives were too short to start runs").hasSizeGreaterThan(kills);
        for (var run : all) {
            assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("release"))
                    .isEqualTo(Pipelines.json().put("result", "released after 2"));
            Replay.assertConsistent(runs, run.id(), WorkerProcess.PIPELINE);
            verifyCounts(runs, run, executed);
        }
    }

    private static void verifyCounts(Runs runs, RunView run, Map<String, Integer> executed) {
        var events = runs.events(run.id());
        for (var task : run.tasks()) {
            var name = task.name();
            assertThat(events.stream().filter(e -> isSuccess(e, name))).hasSize(1);
            long claims = events.stream().filter(e -> isClaim(e, name)).count();
            int executions = executed.getOrDefault(run.id() + "/" + name, 0);
            assertThat(executions).as("a claim is stored before it is acted on").isPositive();
            assertThat((long) executions).isLessThanOrEqualTo(claims);
            assertThat(task.attempt()).isEqualTo(name.equals("train") ? 2 : 1);
        }
    }

    private static boolean isSuccess(RunEvent event, String task) {
        return event instanceof RunEvent.Succeeded done && done.task().equals(task);
    }

    private static boolean isClaim(RunEvent event, String task) {
        return event instanceof RunEvent.Claimed claimed && claimed.task().equals(task);
    }

    private Map<String, Integer> executions() throws IOException {
        var counts = new HashMap<String, Integer>();
        for (var line : Files.readAllLines(directory.resolve("effects.txt"))) {
            counts.merge(line, 1, Integer::sum);
        }
        return counts;
    }
}
