package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `rondo serve --data DIR` and `rondo predictions DIR` as a person uses them. */
class ServeRecordingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private record Result(int status, String out) {}

    private static Result rondo(String... arguments) throws IOException, InterruptedException {
        var process = RondoProcess.command(arguments).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out);
    }

    private RondoProcess serve(Path directory) {
        return RondoProcess.serve(
                ServedModel.model(), "--name", "churn", "--data", directory.toString());
    }

    @Test
    @DisplayName("rules 8.1, 8.5: listed and computed again beside the server, and after it")
    void listedAndReplayed() throws Exception {
        try (var server = serve(data);
                var model = new ServedModel(server.address())) {
            for (int protocol = 0; protocol < 3; protocol++) {
                model.score(protocol, 1, "id-" + protocol);
            }
            var listed = rondo("predictions", data.toString(), "--from", "1", "--limit", "1");
            assertThat(listed.status()).as(listed.out()).isZero();
            var line = RondoClient.JSON.readTree(listed.out());
            assertThat(line.path("request_id").asText()).isEqualTo("id-1");
            assertThat(line.at("/inputs/0/data").toString()).isEqualTo("[1.0,2.0,3.0]");

            var second = rondo("serve", ServedModel.model().toString(), "--data", data.toString());
            assertThat(second.status()).isEqualTo(4);
            assertThat(second.out().lines()).hasSize(1);
            assertThat(second.out()).contains("another server");
            assertThat(server.terminate()).isEqualTo(143);
        }
        var model = ServedModel.model().toString();
        var replayed = rondo("predictions", data.toString(), "--replay", model, "-o", "json");
        assertThat(replayed.status()).as(replayed.out()).isZero();
        assertThat(RondoClient.JSON.readTree(replayed.out()).path("equal").asInt()).isEqualTo(3);

        var other =
                Files.writeString(
                        data.resolve("other.json"), Files.readString(ServedModel.model()) + "\n");
        var different = rondo("predictions", data.toString(), "--replay", other.toString());
        assertThat(different.status()).isEqualTo(1);
        assertThat(different.out()).contains("no model of the digest");
        assertThat(rondo("predictions", data.resolve("none").toString()).status()).isEqualTo(3);
    }

    @Test
    @DisplayName("rule 8.2: without space it fails closed, and goes on when there is space again")
    void fullDisk() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", data.toString()) == 0,
                "mounting a small tmpfs needs root");
        try (var server = serve(data.resolve("audit"));
                var model = new ServedModel(server.address())) {
            int answers = 0;
            int status = 200;
            for (; status == 200 && answers < 1_000; answers += status == 200 ? 1 : 0) {
                status = rows(model, 2_000);
            }
            assertThat(status).isEqualTo(503);
            assertThat(rows(model, 2_000)).isEqualTo(503);
            assertThat(run("mount", "-o", "remount,size=16m", data.toString())).isZero();
            assertThat(rows(model, 2_000)).isEqualTo(200);
            assertThat(ServedModel.recorded(data.resolve("audit")).stream().filter(r -> r.ok()))
                    .hasSize(answers + 1);
        } finally {
            run("umount", data.toString());
        }
    }

    private static int rows(ServedModel model, int rows) throws IOException, InterruptedException {
        var header = "Inference-Header-Content-Length";
        return model.post("/v2/models/churn/infer", new byte[12 * rows], "rows", header, "0")
                .statusCode();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
