package dev.rondo.e2e;

import dev.rondo.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight writers log to a server that is killed again and again. The whole count: {@code
 * -Dtracking.kills=300}; another {@code -Dtracking.seed=N} writes other things.
 */
class TrackingKillTest {
    private static final int KILLS = Integer.getInteger("tracking.kills", 5);
    private static final long SEED = Long.getLong("tracking.seed", System.nanoTime());
    private static final int RUNS = 4;
    private static final int MOST_WRITES = 500;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<TrackedRun> all = new ArrayList<>();

    @Test
    @DisplayName("SQLite: what was acknowledged before SIGKILL is there once, and nothing is half")
    void onSqlite(@TempDir Path data) throws Exception {
        killAgainAndAgain(data);
    }

    @Test
    @DisplayName("PostgreSQL: what was acknowledged before SIGKILL is there once, nothing is half")
    void onPostgres(@TempDir Path data) throws Exception {
        killAgainAndAgain(data, "--db", TestDatabases.postgresUrl());
    }

    private void killAgainAndAgain(Path data, String... options) throws Exception {
        System.out.println("tracking.kills=" + KILLS + " tracking.seed=" + SEED);
        var last = List.<TrackedRun>of();
        for (int i = 0; i < KILLS; i++) {
            try (var server = RondoProcess.server(data, options);
                    var calls = new MlflowCalls(server.address())) {
                check(last, calls);
                last = writeUntilKilled(server, calls);
            }
            all.addAll(last);
        }
        try (var server = RondoProcess.server(data, options);
                var calls = new MlflowCalls(server.address())) {
            check(all, calls);
        }
        tell();
    }

    private static void check(List<TrackedRun> runs, MlflowCalls calls) throws IOException {
        for (var run : runs) {
            run.check(calls);
        }
    }

    private List<TrackedRun> writeUntilKilled(RondoProcess server, MlflowCalls calls)
            throws IOException, InterruptedException {
        var runs = new ArrayList<TrackedRun>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(TrackedRun.create(calls, random.nextLong()));
        }
        var writers = runs.stream().flatMap(run -> run.writers().stream()).toList();
        var threads = writers.stream().map(writer -> Thread.ofPlatform().start(writer)).toList();
        long enough = random.nextInt(MOST_WRITES);
        while (writers.stream().allMatch(TrackedWriter::writing)
                && writers.stream().mapToInt(TrackedWriter::acknowledgedCount).sum() < enough) {
            LockSupport.parkNanos(200_000);
        }
        server.kill();
        for (var thread : threads) {
            thread.join();
        }
        return runs;
    }

    private void tell() {
        long acknowledged = 0;
        long files = 0;
        for (var run : all) {
            for (var writer : run.writers()) {
                acknowledged += writer.acknowledged().size();
                files +=
                        writer.acknowledged().stream()
                                .filter(TrackedWrite.File.class::isInstance)
                                .count();
            }
        }
        System.out.printf(
                "%d kills, %d writes acknowledged (%d of files), all found%n",
                KILLS, acknowledged, files);
    }
}
