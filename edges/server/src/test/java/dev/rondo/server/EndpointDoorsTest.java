package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import dev.rondo.client.RondoClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An endpoint of the server through the protocols of other model servers. */
class EndpointDoorsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static Trained trained;

    @BeforeAll
    static void train() {
        trained = Trained.loans();
    }

    @AfterAll
    static void stop() {
        trained.close();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer send(HttpRequest.Builder request) throws Exception {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), Json.parse(answer.body(), JsonNode.class));
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + trained.server.port() + path));
    }

    private static Answer post(String path, JsonNode body) throws Exception {
        return send(
                to(path).POST(BodyPublishers.ofByteArray(Json.writeBytes(body)))
                        .header("Content-Type", "application/json"));
    }

    private static Answer get(String path) throws Exception {
        return send(to(path));
    }

    private static void add(ObjectNode request, String name, String type, Object value) {
        var tensor = request.withArray("inputs").addObject();
        tensor.put("name", name).put("datatype", type).putArray("shape").add(1);
        tensor.putArray("data").addPOJO(value);
    }

    private static ObjectNode inputs() {
        var request = RondoClient.object();
        add(request, "amount", "FP64", 1200.0);
        add(request, "age", "INT64", 40);
        add(request, "job", "BYTES", "fixed");
        add(request, "married", "BOOL", true);
        add(request, "since", "BYTES", "2015-03-01");
        return request;
    }

    private static JsonNode output(JsonNode body, String name) {
        for (var output : body.path("outputs")) {
            if (output.path("name").asText().equals(name)) {
                return output.path("data").path(0);
            }
        }
        throw new AssertionError("no output " + name + " in " + body);
    }

    @Test
    @DisplayName("rule 8.1: an answer over the Open Inference Protocol is recorded as any other")
    void recorded() throws Exception {
        var request = inputs();
        add(request, "key", "BYTES", "customer-7");
        add(request, "event_time", "BYTES", "2026-01-02T03:04:05Z");
        var answer = post("/v2/models/loans/infer", request);
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        var own = trained.predict(Trained.features());
        assertThat(output(answer.body, "score").floatValue())
                .isEqualTo(own.path("score").floatValue());
        assertThat(output(answer.body, "decision").asText())
                .isEqualTo(own.path("decision").asText());
        assertThat(output(answer.body, "version").asInt()).isEqualTo(1);
        var id = output(answer.body, "prediction_id").asText();
        var record = record(id);
        assertThat(record.path("key").asText()).isEqualTo("customer-7");
        assertThat(record.path("input").path("amount").asDouble()).isEqualTo(1200);
        assertThat(record.path("input").has("key")).isFalse();
    }

    @Test
    @DisplayName("rule 8.1: the record has the trace of its request, whatever the door")
    void tracesAreRecorded() throws Exception {
        var trace = "0af7651916cd43dd8448eb211c80319c";
        var body = BodyPublishers.ofByteArray(Json.writeBytes(inputs()));
        var answer =
                send(
                        to("/v2/models/loans/infer")
                                .POST(body)
                                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));
        var record = record(output(answer.body, "prediction_id").asText());
        assertThat(record.path("trace_id").asText()).isEqualTo(trace);
    }

    private static JsonNode record(String id) throws Exception {
        return record("loans", id);
    }

    private static JsonNode record(String endpoint, String id) throws Exception {
        var lines =
                CLIENT.send(
                                to("/api/v1/endpoints/" + endpoint + "/predictions").build(),
                                BodyHandlers.ofString(StandardCharsets.UTF_8))
                        .body()
                        .lines()
                        .toList();
        for (var line : lines) {
            var record = Json.parse(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            if (record.path("prediction_id").asText().equals(id)) {
                return record;
            }
        }
        throw new AssertionError("no record of " + id);
    }

    @Test
    void rowsOfOtherProtocols() throws Exception {
        var own = trained.predict(Trained.features());
        var row = Trained.features().put("key", "k").put("note_of_the_caller", "passed over");
        var request = RondoClient.object();
        request.putArray("instances").add(row);
        var answer = post("/v1/models/loans:predict", request);
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        var prediction = answer.body.path("predictions").path(0);
        assertThat(prediction.path("score").floatValue()).isEqualTo(own.path("score").floatValue());
        var records = RondoClient.object();
        records.putArray("dataframe_records").add(row);
        answer = post("/invocations?model_name=loans", records);
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        assertThat(answer.body.toString()).contains("prediction_id");
    }

    @Test
    @DisplayName("a name that no endpoint has is a registered model, which takes its own columns")
    void registeredModel() throws Exception {
        var endpoint = RondoClient.object().put("name", "other").put("model", "other");
        trained.client.post(
                "/api/v1/pipelines/train/runs",
                RondoClient.object()
                        .put("dataset", "loans")
                        .put("model", "other")
                        .put("target", "bad")
                        .put("positive", "yes")
                        .put("rounds", 30)
                        .put("seed", 1));
        for (int i = 0; post("/v2/models/other/infer", inputs()).status == 404; i++) {
            assertThat(i).as("the model is trained").isLessThan(600);
            Thread.sleep(100);
        }
        var answer = post("/v2/models/other/versions/1/infer", inputs());
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        var own = trained.predict(Trained.features());
        assertThat(output(answer.body, "score").floatValue())
                .isEqualTo(own.path("score").floatValue());
        assertThat(get("/v2/models/other").body.path("platform").asText()).isEqualTo("rondo");
        assertThat(post("/v2/models/other/versions/9/infer", inputs()).status).isEqualTo(404);
        assertThat(get("/v1/models").body.path("models").toString()).contains("other");
        trained.client.post("/api/v1/endpoints", endpoint.put("version", 1));
        assertThat(output(post("/v2/models/other/infer", inputs()).body, "route").asText())
                .isEqualTo("PRIMARY");
    }

    /** The loans with a column of truth values of which every fifth is missing. */
    private static byte[] withOwners() {
        var lines = new String(Trained.csv(7), StandardCharsets.UTF_8).split("\n", -1);
        var text = new StringBuilder("owner,").append(lines[0]).append('\n');
        for (int i = 1; i < lines.length - 1; i++) {
            text.append(i % 5 == 0 ? "" : i % 2 == 0).append(',').append(lines[i]).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a truth value that one row leaves out, or has as null, is missing there")
    void missingTruthValues() throws Exception {
        trained.client.upload(
                "/api/v1/datasets/owners/versions?target=bad", "text/csv", withOwners());
        var run =
                trained.client.post(
                        "/api/v1/pipelines/train/runs",
                        RondoClient.object()
                                .put("dataset", "owners")
                                .put("model", "owners")
                                .put("target", "bad")
                                .put("positive", "yes")
                                .put("rounds", 30)
                                .put("seed", 1));
        trained.client.get("/api/v1/pipelines/runs/" + run.path("run_id").asText() + "?wait=60");
        var records = RondoClient.object();
        var rows = records.putArray("dataframe_records");
        rows.add(Trained.features().put("owner", true));
        rows.add(Trained.features());
        rows.add(Trained.features().putNull("owner"));
        var registered = post("/invocations?model_name=owners", records);
        assertThat(registered.status).as("%s", registered.body).isEqualTo(200);
        trained.client.post(
                "/api/v1/endpoints",
                RondoClient.object()
                        .put("name", "owners")
                        .put("model", "owners")
                        .put("version", 1));
        var answer = post("/invocations?model_name=owners", records);
        assertThat(answer.status).as("%s", answer.body).isEqualTo(200);
        var predictions = answer.body.path("predictions");
        assertThat(predictions.path(1).path("score")).isEqualTo(predictions.path(2).path("score"));
        assertThat(record("owners", predictions.path(0)).path("owner").booleanValue()).isTrue();
        assertThat(record("owners", predictions.path(1)).path("owner").isNull()).isTrue();
        var instances = RondoClient.object();
        instances.set("instances", rows);
        var v1 = post("/v1/models/owners:predict", instances);
        assertThat(v1.status).as("%s", v1.body).isEqualTo(200);
        assertThat(v1.body.path("predictions").path(1).path("score"))
                .isEqualTo(predictions.path(1).path("score"));
    }

    private static JsonNode record(String endpoint, JsonNode prediction) throws Exception {
        return record(endpoint, prediction.path("prediction_id").asText()).path("input");
    }

    @Test
    void describesItself() throws Exception {
        var metadata = get("/v2/models/loans").body;
        assertThat(metadata.path("versions")).hasToString("[\"1\"]");
        assertThat(metadata.path("platform").asText()).isEqualTo("rondo");
        assertThat(metadata.path("inputs").toString())
                .contains("{\"name\":\"job\",\"datatype\":\"BYTES\",\"shape\":[-1]}");
        assertThat(get("/v2/models/loans/ready").status).isEqualTo(200);
        assertThat(get("/v1/models/loans").body.path("ready").asBoolean()).isTrue();
        assertThat(get("/v1/models").body.path("models").toString()).contains("loans");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        var unknown = inputs();
        add(unknown, "amuont", "FP64", 1.0);
        var answer = post("/v2/models/loans/infer", unknown);
        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.body.path("error").asText()).contains("amuont");
        var partial = RondoClient.object();
        add(partial, "amount", "FP64", 1.0);
        assertThat(post("/v2/models/loans/infer", partial).status).isEqualTo(400);
        assertThat(post("/v2/models/nobody/infer", inputs()).status).isEqualTo(404);
        assertThat(post("/v2/models/loans/versions/77/infer", inputs()).status).isEqualTo(404);
        assertThat(post("/v2/repository/models/loans/unload", RondoClient.object()).status)
                .isEqualTo(400);
    }
}
