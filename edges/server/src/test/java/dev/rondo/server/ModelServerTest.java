package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ControlMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServerTest {
    private static final String V2 =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}";

    @TempDir private Path folder = Path.of("");

    private static Path model() throws URISyntaxException {
        var resource = ModelServerTest.class.getResource("/three-features.json");
        if (resource == null) {
            throw new AssertionError("no model");
        }
        return Path.of(resource.toURI());
    }

    private static ModelServerOptions options(Path path, @Nullable Integer grpcPort) {
        return new ModelServerOptions(
                ModelPlace.at(path, "churn", ControlMode.POLL),
                new ModelDoors(
                        "127.0.0.1",
                        0,
                        grpcPort,
                        ModelDoors.MAX_MESSAGE,
                        false,
                        null,
                        EdgeOptions.NONE));
    }

    private static HttpResponse<String> post(int port, String path, String body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body));
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    @Test
    @DisplayName("rule 11.1: a deadline that has passed is told in the protocol's shape")
    void deadlines() throws Exception {
        try (var server = ModelServer.start(options(model(), null));
                var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + server.port() + "/v2/models/churn/infer");
            for (var timeout : new String[] {"1H", "0m"}) {
                var request =
                        HttpRequest.newBuilder(uri)
                                .header("Grpc-Timeout", timeout)
                                .POST(BodyPublishers.ofString(V2));
                var answer = client.send(request.build(), BodyHandlers.ofString());
                boolean late = timeout.equals("0m");
                assertThat(answer.statusCode()).isEqualTo(late ? 504 : 200);
                assertThat(answer.body()).startsWith(late ? "{\"error\":" : "{\"model_name\":");
            }
        }
    }

    /** Models load beside the door: what keeps it shut is told as it is. */
    @Test
    void takenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var doors = options(model(), taken.getLocalPort());
            assertThatThrownBy(() -> ModelServer.start(doors))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("server.port_taken"));
        }
    }

    @Test
    void oneFileBehindEveryDoor() throws Exception {
        try (var server = ModelServer.start(options(model(), 0))) {
            assertThat(server.readyModels()).isEqualTo(1);
            int second = Objects.requireNonNull(server.grpcPort());
            assertThat(second).isNotEqualTo(server.port());
            for (int port : new int[] {server.port(), second}) {
                assertThat(post(port, "/v2/models/churn/infer", V2).body())
                        .startsWith("{\"model_name\":\"churn\",\"model_version\":\"1\"");
            }
            var instances = "{\"instances\":[[1,2,3]]}";
            var v1 = post(server.port(), "/v1/models/churn:predict", instances);
            assertThat(v1.body()).startsWith("{\"predictions\":[0.");
            assertThat(post(server.port(), "/invocations", instances).body()).isEqualTo(v1.body());
            assertThat(get(server.port(), "/metrics"))
                    .contains(
                            "rondo_inference_requests_total{code=\"ok\",model=\"churn\",version=\"1\"} 4.0")
                    .contains("request_predict_seconds_count{model_name=\"churn\"")
                    .contains(
                            "rondo_inference_duration_seconds_bucket{model=\"churn\",version=\"1\",le=\"+Inf\"} 4")
                    .contains("rondo_inference_queue_seconds_count{")
                    .contains("rondo_inference_batch_size_count{model=\"churn\",version=\"1\"} 4")
                    .contains("rondo_inference_in_flight{model=\"churn\",version=\"1\"} 0.0")
                    .contains("rondo_model_loads_total{code=\"ok\"} 1.0")
                    .contains("rondo_model_loads_total{code=\"failed\"} 0.0")
                    .contains("rondo_model_unloads_for_room_total 0.0")
                    .contains("rondo_model_ready{model=\"churn\",version=\"1\"} 1.0");
            assertThat(get(server.port(), "/nothing")).startsWith("{\"error\":");
        }
    }

    @Test
    @DisplayName("rule 11.1: what keeps it from starting is one sentence")
    void whatKeepsItFromStarting() throws Exception {
        var none = options(folder.resolve("none.json"), null);
        assertThatThrownBy(() -> ModelServer.start(none))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .hasMessageContaining("none.json");
        var broken = options(Files.writeString(folder.resolve("broken.json"), "{"), null);
        assertThatThrownBy(() -> ModelServer.start(broken))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }

    @Test
    @DisplayName("rule 11.3: no door is open without a word")
    void noOpenDoor() {
        assertThatThrownBy(() ->
                        new ModelDoors(
                                "0.0.0.0",
                                0,
                                null,
                                ModelDoors.MAX_MESSAGE,
                                false,
                                null,
                                EdgeOptions.NONE))
                .hasMessageContaining("--no-auth");
    }
}
