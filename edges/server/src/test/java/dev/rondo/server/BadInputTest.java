package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 11: every wrong request gets a clear error, and the server lives on. */
class BadInputTest {
    @SuppressWarnings("NullAway.Init")
    private static Trained trained;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode error) {}

    @BeforeAll
    static void start() {
        trained = Trained.loans();
    }

    @AfterAll
    static void stop() {
        trained.close();
    }

    @AfterEach
    void theServerLivesOn() {
        assertThat(trained.predict(Trained.features()).path("prediction_id").asText())
                .startsWith("r");
    }

    private static Answer send(String method, String path, byte[] body) {
        try {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + trained.server.port() + path))
                            .method(method, BodyPublishers.ofByteArray(body))
                            .build();
            var response = HTTP.send(request, BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
            return new Answer(
                    response.statusCode(),
                    RondoClient.JSON.readTree(response.body()).path("error"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer predict(String instance) {
        return post("/api/v1/endpoints/loans/predict", "{\"instances\":[" + instance + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "1",
                "true",
                "{\"instances\":}",
                "{\"instances\":[]} x",
                "\u0000",
                "{\"instances\":[{}]}",
                "{\"instances\":[null]}",
                "{\"instances\":{}}",
                "{\"instances\":[]}",
                "{\"instances\":[],\"instances\":[]}",
                "{\"rows\":[]}",
                "{\"instances\":[{\"key\":1.5e400}]}"
            })
    @DisplayName("rule 11.1: a body that is no request is a 400 that says why")
    void malformedBodies(String body) {
        var answer = post("/api/v1/endpoints/loans/predict", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("kind").asText()).isEqualTo("USER");
        assertThat(answer.error().path("message").asText())
                .isNotBlank()
                .doesNotContain("Exception", "dev.rondo", "com.fasterxml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"features\":{\"amount\":\"many\",\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"2015-03-01\"}} | amount",
                "{\"features\":{\"amount\":NaN,\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"2015-03-01\"}} | line",
                "{\"features\":{\"amount\":1e400,\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"2015-03-01\"}} | amount",
                "{\"features\":{\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"2015-03-01\"}} | amount",
                "{\"features\":{\"amount\":1,\"age\":40,\"job\":7,\"married\":true,\"since\":\"2015-03-01\"}} | job",
                "{\"features\":{\"amount\":1,\"age\":40,\"job\":\"fixed\",\"married\":\"perhaps\",\"since\":\"2015-03-01\"}} | married",
                "{\"features\":{\"amount\":1,\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"yesterday\"}} | since",
                "{\"features\":{\"amount\":1,\"age\":40,\"job\":\"fixed\",\"married\":true,\"since\":\"2015-03-01\",\"colour\":\"red\"}} | colour",
                "{\"key\":\"\",\"features\":{}} | key",
                "{\"event_time\":\"2026-01-01T00:00:00\",\"features\":{}} | event_time",
                "{\"event_time\":\"3026-01-01T00:00:00Z\",\"features\":{}} | event_time"
            })
    void aWrongValueIsNamedWithItsPlace(String instance, String place) {
        var answer = predict(instance);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains(place);
    }

    @Test
    void aCategoryNeverSeenIsAnswered() {
        assertThat(
                        trained.predict(Trained.features().put("job", "astronaut"))
                                .path("score")
                                .isNumber())
                .isTrue();
    }

    @Test
    @DisplayName("rule 11.2: 100 MB are refused, not read")
    void aHugeBody() {
        var body = new byte[100 << 20];
        Arrays.fill(body, (byte) ' ');
        try {
            assertThat(send("POST", "/api/v1/endpoints/loans/predict", body).status())
                    .isEqualTo(413);
        } catch (java.io.UncheckedIOException e) {
            // The server may close the connection while the client still sends.
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void deepNestingIsRefused() {
        var answer = post("/api/v1/endpoints/loans/predict", "[".repeat(100_000));
        assertThat(answer.status()).isIn(400, 413);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/nothing,404",
        "GET,/api/v1/models/none,404",
        "GET,/api/v1/models/loans/versions/99,404",
        "GET,/api/v1/models/loans/versions/x,400",
        "GET,/api/v1/datasets/none,404",
        "GET,/api/v1/datasets/loans/versions/7,404",
        "GET,/api/v1/runs/none,404",
        "GET,/api/v1/pipelines/runs/none,404",
        "GET,/api/v1/pipelines/runs/none?wait=abc,400",
        "GET,/api/v1/endpoints/none,404",
        "GET,/api/v1/endpoints/none/monitor,404",
        "GET,/api/v1/releases/none,404",
        "GET,/api/v1/alerts/none,404",
        "POST,/api/v1/endpoints/none/predict,400",
        "DELETE,/api/v1/endpoints/loans,405",
        "GET,/api/v1/runs?limit=-1,400"
    })
    void unknownThings(String method, String path, int status) {
        assertThat(send(method, path, new byte[0]).status()).isEqualTo(status);
    }

    @Test
    void outcomesOfUnknownPredictions() {
        for (var id : new String[] {"nonsense", "rffffffff-1", "r00000000-99999999999", ""}) {
            var answer =
                    post(
                            "/api/v1/endpoints/loans/outcomes",
                            "{\"outcomes\":[{\"prediction_id\":\""
                                    + id
                                    + "\",\"outcome\":\"no\"}]}");
            assertThat(answer.status()).as(id).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("rule 8.1: a second, different outcome is a conflict and changes nothing")
    void outcomesDoNotChange() {
        var id = trained.predict(Trained.features()).path("prediction_id").asText();
        var first = RondoClient.object();
        first.putArray("outcomes").addObject().put("prediction_id", id).put("outcome", "no");
        assertThat(
                        trained.client
                                .post("/api/v1/endpoints/loans/outcomes", first)
                                .path("recorded")
                                .asInt())
                .isEqualTo(1);
        assertThat(
                        trained.client
                                .post("/api/v1/endpoints/loans/outcomes", first)
                                .path("repeated")
                                .asInt())
                .isEqualTo(1);
        assertThat(
                        post(
                                        "/api/v1/endpoints/loans/outcomes",
                                        "{\"outcomes\":[{\"prediction_id\":\""
                                                + id
                                                + "\",\"outcome\":\"yes\"}]}")
                                .status())
                .isEqualTo(409);
        assertThat(
                        post(
                                        "/api/v1/endpoints/loans/outcomes",
                                        "{\"outcomes\":[{\"prediction_id\":\""
                                                + id
                                                + "\",\"outcome\":\"perhaps\"}]}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("rule 7.7: nothing is promoted while frozen")
    void promotionWhileFrozen() {
        var request =
                RondoClient.object()
                        .put("dataset", "loans")
                        .put("model", "loans")
                        .put("target", "bad")
                        .put("rounds", 5);
        var run =
                trained.client.get(
                        "/api/v1/pipelines/runs/"
                                + trained.client
                                        .post("/api/v1/pipelines/train/runs", request)
                                        .path("run_id")
                                        .asText()
                                + "?wait=60");
        assertThat(run.path("status").asText()).isEqualTo("SUCCEEDED");
        int version =
                trained.client.get("/api/v1/models").path("items").path(0).path("version").asInt();
        var release =
                trained.client.post(
                        "/api/v1/endpoints/loans/releases",
                        RondoClient.object().put("model", "loans").put("version", version));
        trained.client.put(
                "/api/v1/endpoints/loans/freeze",
                RondoClient.object().put("who", "ada").put("why", "audit"));
        var path = "/api/v1/releases/" + release.path("release_id").asText();
        var refused = post(path + "/promote", "{\"approver\":\"bob\",\"force\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error().path("message").asText()).contains("ada");
        trained.client.delete(
                "/api/v1/endpoints/loans/freeze", RondoClient.object().put("who", "ada"));
        assertThat(
                        trained.client
                                .post(
                                        path + "/rollback",
                                        RondoClient.object()
                                                .put("approver", "bob")
                                                .put("reason", "a test"))
                                .path("state")
                                .asText())
                .isEqualTo("ROLLED_BACK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b\n1,2\n3\n' | line 3",
                "'a,a\n1,2\n' | a",
                "'a,\n1,2\n' | header",
                "'a,b\n' | row",
                "'' | "
            })
    @DisplayName("rule 3.4: a damaged file is refused whole")
    void damagedFiles(String csv, String told) {
        var answer = post("/api/v1/datasets/damaged/versions", csv == null ? "" : csv);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains(told == null ? "" : told);
        assertThat(send("GET", "/api/v1/datasets/damaged", new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void aFileInAnotherEncoding() {
        var answer =
                send(
                        "POST",
                        "/api/v1/datasets/latin/versions",
                        "name,x\nJosé,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains("UTF-8");
    }

    @Test
    void aDatasetNameThatLeavesItsFolder() {
        assertThat(post("/api/v1/datasets/..%2F..%2Fetc/versions", "a\n1\n").status())
                .isIn(400, 404);
    }
}
