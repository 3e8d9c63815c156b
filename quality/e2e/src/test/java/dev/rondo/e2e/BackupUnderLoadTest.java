package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `rondo backup` of a server under four writers, `rondo restore`, and everything compared. */
class BackupUnderLoadTest {
    private static final int WRITERS = 4;

    /** Each writer has so many rounds acknowledged before the backup begins. */
    private static final int BEFORE = 8;

    /** What one round has stored: two metrics in one call, a file, and a version of a model. */
    private record Round(int writer, String run, long step, int version) {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ConcurrentLinkedQueue<Round> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void everythingFromBeforeIsThereAndNothingIsHalf() throws Exception {
        List<Round> before;
        String digest;
        var zip = folder.resolve("backup.zip");
        try (var server = RondoProcess.server(folder.resolve("data"))) {
            var writers = new ArrayList<Thread>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(start(server.client(), writer));
            }
            while (rounds(acknowledged) < BEFORE) {
                Thread.onSpinWait();
            }
            before = List.copyOf(acknowledged);
            run("backup", zip.toString(), "--server", server.client().server().toString());
            int during = acknowledged.size() - before.size();
            stop.set(true);
            for (var writer : writers) {
                writer.join();
            }
            assertThat(during).as("rounds while the backup ran").isPositive();
            digest = digest(server.client(), before.getFirst());
        }
        run("restore", zip.toString(), "--data", folder.resolve("restored").toString());
        try (var server = RondoProcess.server(folder.resolve("restored"))) {
            before.forEach(round -> checkStored(server.client(), round));
            for (var run : server.client().get("/api/v1/runs?limit=1000").path("items")) {
                checkWhole(server.client(), run);
            }
            assertThat(digest).startsWith("sha-256=");
            assertThat(digest(server.client(), before.getFirst())).isEqualTo(digest);
        }
    }

    private static long rounds(Iterable<Round> rounds) {
        var perWriter = new long[WRITERS];
        rounds.forEach(round -> perWriter[round.writer()]++);
        return Arrays.stream(perWriter).min().orElse(0);
    }

    private Thread start(RondoClient client, int writer) {
        return Thread.ofVirtual()
                .start(() -> {
                    var rondo = new Rondo(client);
                    var model = "model-" + writer;
                    rondo.models().create(model, "");
                    var run = "";
                    for (long step = 0; !stop.get(); step++) {
                        if (step % 5 == 0) {
                            run = create(client, writer, step);
                        }
                        client.post("/api/v1/runs/" + run + "/log", pair(step));
                        rondo.files(run).put(path(step), content(writer, step));
                        int version = rondo.models().register(model, run, "f").version();
                        acknowledged.add(new Round(writer, run, step, version));
                    }
                });
    }

    private static String create(RondoClient client, int writer, long step) {
        var body = RondoClient.object().put("experiment", "e" + writer % 2);
        body.putObject("params").put("step", Long.toString(step));
        body.putObject("tags").put("writer", Integer.toString(writer));
        return client.post("/api/v1/runs", body).path("run_id").asText();
    }

    private static ObjectNode pair(long step) {
        var body = RondoClient.object();
        var metrics = body.putArray("metrics");
        for (var key : List.of("left", "right")) {
            metrics.addObject()
                    .put("key", key)
                    .put("value", step)
                    .put("timestamp_millis", step)
                    .put("step", step);
        }
        return body;
    }

    private static String path(long step) {
        return "f/" + step + ".txt";
    }

    private static String text(int writer, long step) {
        return (writer + " " + step + "\n").repeat(2_000);
    }

    private Path content(int writer, long step) {
        try {
            return Files.writeString(folder.resolve("w" + writer), text(writer, step));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... arguments) throws Exception {
        var process = RondoProcess.command(arguments).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static void checkStored(RondoClient client, Round round) {
        var rondo = new Rondo(client);
        var points = client.get("/api/v1/runs/" + round.run() + "/metrics/left").path("items");
        assertThat(points)
                .as("%s", round)
                .anyMatch(point -> point.path("step").asLong() == round.step());
        assertThat(rondo.files(round.run()).open(path(round.step())))
                .hasContent(text(round.writer(), round.step()));
        var version = rondo.models().get("model-" + round.writer(), round.version());
        assertThat(version.runId()).isEqualTo(round.run());
    }

    /** Of a run that was written to meanwhile, what is there belongs together. */
    private static void checkWhole(RondoClient client, JsonNode run) {
        var id = run.path("run_id").asText();
        var metrics = "/api/v1/runs/" + id + "/metrics/";
        assertThat(run.path("params").path("step").isTextual()).isTrue();
        int writer = Integer.parseInt(run.path("tags").path("writer").asText());
        if (run.path("metrics").has("left")) {
            var left = client.get(metrics + "left").path("items").findValues("step");
            assertThat(client.get(metrics + "right").path("items").findValues("step"))
                    .isEqualTo(left);
        }
        var files = new Rondo(client).files(id);
        for (var entry : files.list("f")) {
            long step = Long.parseLong(entry.path().replaceAll("\\D", ""));
            assertThat(files.open(entry.path())).hasContent(text(writer, step));
        }
        new Rondo(client)
                .models()
                .versions("model-" + writer)
                .forEach(version -> client.get("/api/v1/runs/" + version.runId()));
    }

    /** The digest that the server tells of a round's file. */
    private static String digest(RondoClient client, Round round) throws Exception {
        var uri = client.get("/api/v1/runs/" + round.run()).path("artifact_uri").asText();
        var address =
                client.server()
                        + "/api/2.0/mlflow-artifacts/artifacts/"
                        + uri.substring("mlflow-artifacts:/".length())
                        + "/"
                        + path(round.step());
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.discarding());
            return answer.headers().firstValue("Repr-Digest").orElse("none");
        }
    }
}
