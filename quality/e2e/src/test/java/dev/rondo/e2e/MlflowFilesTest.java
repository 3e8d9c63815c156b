package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import dev.rondo.migrate.ImportReport;
import dev.rondo.migrate.MlflowImport;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imports of what MLflow 3.17.2 itself has stored: archives of a server's data and of a directory
 * without a server, which {@code quality/interop/filled_store.py} has filled. What must be found is
 * what that program stores.
 */
class MlflowFilesTest {
    enum Source {
        DATABASE,
        DIRECTORY
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private RondoServer server;
    private RondoClient client;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        unpack("server.zip", folder.resolve("server"));
        unpack("mlruns.zip", folder);
        server = RondoServer.start(ServerOptions.local(folder.resolve("rondo"), 0));
        client = new RondoClient(URI.create("http://127.0.0.1:" + server.port()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void unpack(String name, Path target) throws IOException {
        try (var zip = new ZipInputStream(resource(name))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var place = target.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? place : place.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip, place);
                }
            }
        }
    }

    private static InputStream resource(String name) {
        var resource = MlflowFilesTest.class.getResourceAsStream("/mlflow/" + name);
        return Objects.requireNonNull(resource, name);
    }

    private ImportReport bring(Source source) {
        var artifacts = folder.resolve("server/artifacts");
        return switch (source) {
            case DATABASE ->
                    MlflowImport.ofDatabase(
                                    folder.resolve("server/mlflow.db"),
                                    artifacts,
                                    client,
                                    said::add)
                            .run();
            case DIRECTORY ->
                    MlflowImport.ofDirectory(folder.resolve("mlruns"), artifacts, client, said::add)
                            .run();
        };
    }

    private List<JsonNode> runs(String where) {
        var runs = new ArrayList<JsonNode>();
        client.get("/api/v1/runs?view=all&order_by=start_time&where=" + RondoClient.encode(where))
                .path("items")
                .forEach(runs::add);
        return runs;
    }

    @ParameterizedTest
    @EnumSource
    void everythingArrivesAndAgainChangesNothing(Source source) throws IOException {
        var report = bring(source);
        assertThat(report.rows()).allMatch(ImportReport.Row::same);
        assertThat(report.mapped()).isEmpty();
        assertThat(report.unread()).isEmpty();
        assertThat(counts(report))
                .contains(
                        "experiments 3",
                        "runs 5",
                        "params 12",
                        "datasets 1",
                        "files 25",
                        "logged models 2",
                        "models 2",
                        "versions 2",
                        "aliases 1")
                .contains("measurements " + (4 * 43 + 2 + 1));
        checkRuns();
        checkFiles();
        checkModels();
        assertThat(bring(source)).isEqualTo(report);
    }

    private static List<String> counts(ImportReport report) {
        return report.rows().stream().map(row -> row.kind() + " " + row.here()).toList();
    }

    private void checkRuns() {
        var runs = runs("params.depth != ''");
        assertThat(runs)
                .extracting(run -> run.path("name").asText())
                .containsExactly("1e5", "0o17", "null", "line\nbreak: ü 🚀");
        assertThat(runs)
                .extracting(run -> run.path("status").asText())
                .containsExactly("FINISHED", "FAILED", "RUNNING", "RUNNING");
        assertThat(runs)
                .extracting(run -> run.path("lifecycle_stage").asText())
                .containsExactly("ACTIVE", "ACTIVE", "ACTIVE", "DELETED");
        var first = runs.getFirst();
        assertThat(first.path("end_time").asText()).isEqualTo("2023-11-14T22:15:00Z");
        assertThat(first.at("/params/text").asText()).isEqualTo(" spaces \n and ü ");
        assertThat(first.at("/params/nested~1name").asText()).isEqualTo("a b");
        assertThat(first.at("/tags/lines").asText()).isEqualTo("x\ny\n");
        assertThat(first.at("/metrics/val~1auc").asText()).isEqualTo("NaN");
        assertThat(first.at("/inputs/0/digest").asText()).isEqualTo("8e710000");
        assertThat(first.at("/inputs/0/tags/mlflow.data.context").asText()).isEqualTo("train");
        assertThat(first.at("/model_outputs/0/step").asLong()).isEqualTo(7);
        var tiny = client.get("/api/v1/runs/" + first.path("run_id").asText() + "/metrics/tiny");
        assertThat(tiny.at("/items/0/value").asDouble()).isEqualTo(1e-300);
        assertThat(tiny.at("/items/0/step").asLong()).isEqualTo(1L << 40);
    }

    private void checkFiles() throws IOException {
        var files =
                new Rondo(client)
                        .files(runs("params.depth = '2'").getFirst().path("run_id").asText());
        assertThat(files.open("a.txt")).hasContent("hello");
        assertThat(files.open("deep/er/odd name ü+&.txt")).hasContent("odd");
        try (var content = files.open("deep/er/b.bin")) {
            assertThat(content.readAllBytes()).hasSize(102_400).startsWith(0, 1, 2);
        }
        var gone = runs("metrics.m = 1").getFirst();
        assertThat(gone.path("lifecycle_stage").asText()).isEqualTo("DELETED");
        client.post(
                "/api/v1/runs/" + gone.path("run_id").asText() + "/restore", RondoClient.object());
        assertThat(new Rondo(client).files(gone.path("run_id").asText()).open("a.txt"))
                .hasContent("hello");
        client.delete("/api/v1/runs/" + gone.path("run_id").asText());
    }

    private void checkModels() {
        var risk = client.get("/api/v1/models/risk");
        assertThat(risk.at("/model/description").asText()).isEqualTo("who pays\nback");
        assertThat(risk.at("/model/aliases/champion").asInt()).isEqualTo(2);
        assertThat(risk.path("items"))
                .extracting(version -> version.path("stage").asText())
                .containsExactlyInAnyOrder("None", "Production");
        var models =
                client.post(
                        "/api/2.0/mlflow/logged-models/search",
                        RondoClient.object()
                                .put("filter", "name = 'trees' AND metrics.acc = 0.75")
                                .set(
                                        "experiment_ids",
                                        RondoClient.JSON
                                                .createArrayNode()
                                                .add(
                                                        runs("params.depth = '0'")
                                                                .getFirst()
                                                                .path("experiment_id")
                                                                .asText())));
        assertThat(models.at("/models/0/info/model_type").asText()).isEqualTo("sklearn");
        assertThat(models.at("/models/0/info/status").asText()).isEqualTo("LOGGED_MODEL_READY");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTakenHereBecomesSomethingElseAndIsListed(Source source) {
        bring(source);
        var churn = runs("params.depth = '0'").getFirst().path("experiment_id").asText();
        server.close();
        server = RondoServer.start(ServerOptions.local(folder.resolve("other"), 0));
        client = new RondoClient(URI.create("http://127.0.0.1:" + server.port()));
        client.post(
                "/api/v1/import/experiments",
                RondoClient.JSON
                        .createObjectNode()
                        .put("id", churn)
                        .put("name", "mine")
                        .put("artifact_location", "")
                        .put("lifecycle_stage", "ACTIVE")
                        .put("creation_millis", 1)
                        .put("last_update_millis", 1)
                        .set("tags", RondoClient.object()));
        new Rondo(client).models().create("risk", "mine");
        var report = bring(source);
        assertThat(report.rows()).allMatch(ImportReport.Row::same);
        assertThat(report.mapped())
                .extracting(each -> each.kind() + " " + each.there())
                .contains("experiment " + churn, "model risk");
        assertThat(client.get("/api/v1/models/risk").at("/model/description").asText())
                .isEqualTo("mine");
        assertThat(client.get("/api/v1/models/risk-2").path("items")).hasSize(2);
        assertThat(runs("params.depth = '0'").getFirst().path("experiment_id").asText())
                .isNotEqualTo(churn);
        assertThat(bring(source)).isEqualTo(report);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void anImportThatWasKilledIsCompletedByTheNext(int runs) throws Exception {
        var process =
                RondoProcess.command(
                                "import",
                                "sqlite",
                                folder.resolve("server/mlflow.db").toString(),
                                "--artifacts",
                                folder.resolve("server/artifacts").toString(),
                                "--server",
                                client.server().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        while (process.isAlive() && runs("").size() < runs) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertThat(runs("")).hasSizeGreaterThanOrEqualTo(runs);
        var report = bring(Source.DATABASE);
        assertThat(report.rows()).allMatch(ImportReport.Row::same);
        assertThat(counts(report)).contains("runs 5", "files 25", "versions 2");
        assertThat(runs("")).hasSize(5);
        checkRuns();
    }

    @Test
    void aDirectoryMayHaveMoved() throws IOException {
        Files.move(folder.resolve("mlruns"), folder.resolve("moved"));
        Files.createDirectories(folder.resolve("moved/987654321"));
        var report =
                MlflowImport.ofDirectory(
                                folder.resolve("moved"), folder.resolve("none"), client, said::add)
                        .run();
        assertThat(counts(report)).contains("files 25");
        assertThat(report.unread())
                .singleElement()
                .asString()
                .contains("987654321", "no experiment");
    }

    @Test
    void whatCannotBeReadIsListed() throws IOException {
        var report =
                MlflowImport.ofDatabase(
                                folder.resolve("server/mlflow.db"),
                                folder.resolve("none"),
                                client,
                                said::add)
                        .run();
        assertThat(report.unread()).singleElement().asString().contains("files, if there are any");
        assertThatThrownBy(() ->
                        MlflowImport.ofDirectory(
                                folder.resolve("server"), folder, client, said::add))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("no directory of MLflow");
    }
}
