package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as a process: started, killed, started again, told to stop. */
class ServerLifeTest {
    @Test
    @DisplayName("rule 8.2: what was answered before SIGKILL is in the journal, once")
    void killedWhilePredicting(@TempDir Path data) throws InterruptedException {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (var server = RondoProcess.server(data)) {
            Loans.serve(server.client());
            var callers = new Thread[4];
            for (int i = 0; i < callers.length; i++) {
                callers[i] =
                        Thread.ofPlatform().start(() -> callUntilDead(server.client(), answered));
            }
            while (answered.size() < 2000) {
                Thread.sleep(20);
            }
            server.kill();
            for (var caller : callers) {
                caller.join();
            }
        }
        try (var again = RondoProcess.server(data)) {
            var recorded = ids(again.client());
            assertThat(recorded).doesNotHaveDuplicates();
            assertThat(new HashSet<>(recorded)).containsAll(answered);
            var replay =
                    again.client().post("/api/v1/endpoints/loans/replay", RondoClient.object());
            assertThat(replay.path("different").asLong()).isZero();
            assertThat(replay.path("equal").asLong()).isEqualTo(recorded.size());
            assertThat(Loans.predict(again.client(), 3)).hasSize(3);
        }
    }

    private static void callUntilDead(RondoClient client, Set<String> answered) {
        try {
            while (true) {
                Loans.predict(client, 20)
                        .forEach(answer -> answered.add(answer.path("prediction_id").asText()));
            }
        } catch (RondoClientException e) {
            // The server is dead: that is the point.
        }
    }

    private static java.util.List<String> ids(RondoClient client) {
        var stream = client.stream("/api/v1/endpoints/loans/predictions");
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var ids = new java.util.ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                ids.add(RondoClient.JSON.readTree(line).path("prediction_id").asText());
            }
            return ids;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("SIGTERM drains: every request that was taken is answered")
    void terminatedWhilePredicting(@TempDir Path data) throws InterruptedException {
        try (var server = RondoProcess.server(data)) {
            Loans.serve(server.client());
            var torn = new AtomicBoolean();
            var caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    while (true) {
                                        Loans.predict(server.client(), 200);
                                    }
                                } catch (RondoClientException e) {
                                    torn.set(e.status() != 503 && e.status() != 0);
                                }
                            });
            Thread.sleep(500);
            assertThat(server.terminate()).isEqualTo(143);
            caller.join();
            assertThat(torn).isFalse();
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryRefuses(@TempDir Path data)
            throws IOException, InterruptedException {
        try (var first = RondoProcess.server(data)) {
            assertThat(first.client().get("/api/v1/info").path("name").asText()).isEqualTo("rondo");
            var second =
                    RondoProcess.command("server", "--port", "0", "--data", data.toString())
                            .redirectErrorStream(true)
                            .start();
            var told = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isEqualTo(4);
            assertThat(told).contains("another server").contains("--data");
        }
    }
}
