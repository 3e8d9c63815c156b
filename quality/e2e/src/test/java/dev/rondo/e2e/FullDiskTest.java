package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk that fills up under journal and store. */
class FullDiskTest {
    @Test
    @DisplayName(
            "rule 8.2: without space the endpoint fails closed, and goes on when there is space again")
    void fullDisk(@TempDir Path mount) throws IOException, InterruptedException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount.toString()) == 0,
                "mounting a small tmpfs needs root");
        try (var server = RondoProcess.server(mount.resolve("data"))) {
            Loans.serve(server.client());
            var ballast = mount.resolve("ballast");
            fill(ballast);
            var refused = firstRefusal(server.client());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.getMessage()).contains("space");
            assertThat(server.client().get("/api/v1/info").path("name").asText())
                    .isEqualTo("rondo");
            assertThatThrownBy(() ->
                            server.client()
                                    .upload(
                                            "/api/v1/datasets/more/versions",
                                            "text/csv",
                                            Loans.csv(50_000, 9)))
                    .isInstanceOf(RondoClientException.class)
                    .hasMessageContaining("space");
            Files.delete(ballast);
            var answers = new ArrayList<String>();
            Loans.predict(server.client(), 5)
                    .forEach(answer -> answers.add(answer.path("prediction_id").asText()));
            assertThat(answers).hasSize(5).doesNotHaveDuplicates();
            var replay =
                    server.client().post("/api/v1/endpoints/loans/replay", RondoClient.object());
            assertThat(replay.path("different").asLong()).isZero();
        } finally {
            run("umount", mount.toString());
        }
    }

    private static RondoClientException firstRefusal(RondoClient client) {
        for (int i = 0; i < 1000; i++) {
            try {
                Loans.predict(client, 500);
            } catch (RondoClientException e) {
                return e;
            }
        }
        throw new AssertionError("the disk never filled up");
    }

    /** Leaves a few hundred kilobytes. */
    private static void fill(Path ballast) throws IOException {
        long free = Files.getFileStore(ballast.getParent()).getUsableSpace() - (300 << 10);
        try (var out = Files.newOutputStream(ballast)) {
            out.write(new byte[(int) Math.max(0, free)]);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
