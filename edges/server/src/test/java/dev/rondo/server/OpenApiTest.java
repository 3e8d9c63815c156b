package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does. */
class OpenApiTest {
    @SuppressWarnings("NullAway.Init")
    private static Trained trained;

    /** The others belong to protocols that have documents of their own. */
    private static final Pattern OWN = Pattern.compile(" (?:/api/v1/|/health$|/metrics$)");

    private static final JsonNode DOCUMENT = RondoClient.JSON.valueToTree(SystemRoutes.openApi());

    @BeforeAll
    static void start() {
        trained = Trained.loans();
    }

    @AfterAll
    static void stop() {
        trained.close();
    }

    @Test
    void everyRouteIsInTheDocumentAndNoOther(@TempDir Path folder) {
        var documented = new TreeSet<String>();
        for (var path : DOCUMENT.path("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method ->
                            documented.add(
                                    method.toUpperCase(java.util.Locale.ROOT)
                                            + " "
                                            + path.getKey()));
        }
        var ours = new TreeSet<>(trained.server.routes());
        ours.removeIf(route -> !OWN.matcher(route).find());
        assertThat(ours).isEqualTo(documented);
    }

    @Test
    @DisplayName("answers hold every required field, and none that the document does not know")
    void answersAreAsDocumented(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("a.csv"), "a,b");
        var prediction = trained.predict(Trained.features());
        var outcomes = RondoClient.object();
        outcomes.putArray("outcomes")
                .addObject()
                .put("prediction_id", prediction.path("prediction_id").asText())
                .put("outcome", "no");
        var release = trained.client.get("/api/v1/releases").path("items").path(0);
        check("Info", trained.client.get("/api/v1/info"));
        check("DatasetVersion", trained.client.get("/api/v1/datasets/loans/versions/1"));
        check("PipelineRun", trained.client.get("/api/v1/pipelines/runs").path("items").path(0));
        check("TrackedRun", trained.client.get("/api/v1/runs").path("items").path(0));
        var run = trained.client.get("/api/v1/runs").path("items").path(0);
        var runPath = "/api/v1/runs/" + run.path("run_id").asText();
        check("Experiment", trained.client.get("/api/v1/experiments/0"));
        check("Logged", trained.client.post(runPath + "/log", RondoClient.object()));
        check("Artifact", trained.client.putFile(runPath + "/artifacts/a.csv", "text/csv", file));
        check("ModelVersions", trained.client.get("/api/v1/models/loans"));
        check("Model", trained.client.get("/api/v1/models/loans").path("model"));
        check("ModelVersion", trained.client.get("/api/v1/models/loans/versions/1"));
        check("Endpoint", trained.client.get("/api/v1/endpoints/loans"));
        check(
                "Release",
                trained.client.get("/api/v1/releases/" + release.path("release_id").asText()));
        check("OutcomeReport", trained.client.post("/api/v1/endpoints/loans/outcomes", outcomes));
        check(
                "ReplayReport",
                trained.client.post("/api/v1/endpoints/loans/replay", RondoClient.object()));
        check("MonitorStatus", trained.client.get("/api/v1/endpoints/loans/monitor?settle=10"));
        check("Loop", trained.client.get("/api/v1/endpoints/loans/loop"));
        check(
                "LoopPolicy",
                trained.client.put(
                        "/api/v1/endpoints/loans/loop", RondoClient.object().put("weekly_cap", 2)));
    }

    private static void check(String schema, JsonNode answer) {
        var described = DOCUMENT.path("components").path("schemas").path(schema);
        var missing = new ArrayList<String>();
        described
                .path("required")
                .forEach(field -> {
                    if (!answer.has(field.asText())) {
                        missing.add(field.asText());
                    }
                });
        assertThat(missing).as("required fields of %s missing in %s", schema, answer).isEmpty();
        var known = new TreeSet<String>();
        described.path("properties").fieldNames().forEachRemaining(known::add);
        var unknown = new ArrayList<String>();
        answer.fieldNames()
                .forEachRemaining(field -> {
                    if (!known.contains(field)) {
                        unknown.add(field);
                    }
                });
        assertThat(unknown)
                .as("fields of an answer that schema %s does not name", schema)
                .isEmpty();
        described
                .path("properties")
                .properties()
                .forEach(property ->
                        checkType(
                                schema + "." + property.getKey(),
                                property.getValue(),
                                answer.path(property.getKey())));
    }

    private static void checkType(String place, JsonNode described, JsonNode value) {
        if (value.isMissingNode() || !described.has("type")) {
            return;
        }
        List<String> allowed = new ArrayList<>();
        if (described.path("type").isArray()) {
            described.path("type").forEach(type -> allowed.add(type.asText()));
        } else {
            allowed.add(described.path("type").asText());
        }
        assertThat(allowed).as("type of %s = %s", place, value).contains(type(value, allowed));
    }

    private static String type(JsonNode value, List<String> allowed) {
        if (value.isIntegralNumber() && !allowed.contains("integer")) {
            return "number";
        }
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            default -> "object";
        };
    }
}
