package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server killed at random points of a training pipeline: it always finishes. The whole count:
 * {@code -Dserver.kills=50}; another {@code -Dserver.seed=N} kills elsewhere.
 */
class PipelineKillTest {
    private static final int KILLS = Integer.getInteger("server.kills", 5);
    private static final long SEED = Long.getLong("server.seed", System.nanoTime());
    private static final int LONGEST_LIFE_MILLIS = 2500;

    @Test
    @DisplayName("rule 9.1: a server killed at any instant loses no transition and doubles none")
    void killedAtRandomPoints(@TempDir Path data) throws InterruptedException {
        System.out.println("server.kills=" + KILLS + " server.seed=" + SEED);
        var random = new SplittableRandom(SEED);
        int kills = 0;
        int versions = 0;
        while (kills < KILLS) {
            String run;
            try (var server = RondoProcess.server(data)) {
                run = Loans.train(server.client());
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                server.kill();
                kills++;
            }
            while (kills < KILLS && random.nextInt(3) > 0) {
                try (var server = RondoProcess.server(data)) {
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                    server.kill();
                    kills++;
                }
            }
            try (var server = RondoProcess.server(data)) {
                var ended = Loans.await(server.client(), run);
                assertThat(ended.path("status").asText()).as("%s", ended).isEqualTo("SUCCEEDED");
                ended.path("tasks")
                        .forEach(task ->
                                assertThat(task.path("status").asText()).isEqualTo("SUCCEEDED"));
                versions++;
                assertThat(server.client().get("/api/v1/models/loans").path("items"))
                        .as("one version for each run")
                        .hasSize(versions);
                assertThat(server.client().get("/api/v1/runs").path("items"))
                        .as("one tracked run for each run")
                        .hasSize(versions);
                assertThat(server.terminate()).isEqualTo(143);
            }
        }
    }
}
