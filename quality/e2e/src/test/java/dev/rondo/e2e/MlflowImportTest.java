package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import dev.rondo.migrate.ImportReport;
import dev.rondo.migrate.MlflowImport;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import reads MLflow's REST, which our own server speaks too. */
class MlflowImportTest {
    private static final String MLFLOW = "/api/2.0/mlflow/";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private RondoServer source;
    private RondoServer target;
    private RondoClient there;
    private RondoClient here;

    @BeforeEach
    void start() {
        source = RondoServer.start(ServerOptions.local(folder.resolve("source"), 0));
        target = RondoServer.start(ServerOptions.local(folder.resolve("target"), 0));
        there = new RondoClient(address(source));
        here = new RondoClient(address(target));
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    private static URI address(RondoServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private ImportReport run() {
        return MlflowImport.ofServer(address(source), here, line -> {}).run();
    }

    /**
     * Runs with everything that a run may have, one of them in the bin, and a model of two
     * versions.
     */
    private String fill(RondoClient client, String experiment) throws IOException {
        var rondo = new Rondo(client);
        var file = Files.write(folder.resolve("f.bin"), new byte[100_000]);
        var id = "";
        for (int i = 0; i < 5; i++) {
            try (var run = rondo.run(experiment).param("i", i).tag("k ü", "v").start()) {
                for (int step = 0; step < 100; step++) {
                    run.metric("loss", 1.0 / (step + i), step);
                }
                run.metric("a/nan", Double.NaN);
                run.file("model/sub/f.bin", file);
                id = run.finish().id();
            }
        }
        client.delete("/api/v1/runs/" + id);
        id = rondo.runs(experiment).first().orElseThrow().id();
        var input = RondoClient.object().put("run_id", id);
        var dataset = input.putArray("datasets").addObject();
        dataset.putObject("dataset")
                .put("name", "d")
                .put("digest", "1")
                .put("source_type", "local")
                .put("source", "{}");
        dataset.putArray("tags")
                .addObject()
                .put("key", "mlflow.data.context")
                .put("value", "train");
        client.post(MLFLOW + "runs/log-inputs", input);
        rondo.models().create("risk", "who pays back");
        rondo.models().register("risk", id, "model");
        rondo.models().register("risk", id, "model");
        rondo.models().alias("risk", "champion", 2);
        rondo.models().tag("risk", 1, "old", "yes");
        return id;
    }

    private String loggedModel(String run) throws IOException {
        var experiment = there.get("/api/v1/runs/" + run).path("experiment_id").asText();
        var made =
                there.post(
                        MLFLOW + "logged-models",
                        RondoClient.object()
                                .put("experiment_id", experiment)
                                .put("name", "trees")
                                .put("source_run_id", run));
        var info = made.at("/model/info");
        var address = info.path("artifact_uri").asText().substring("mlflow-artifacts:/".length());
        var file = Files.writeString(folder.resolve("MLmodel"), "flavors: {}");
        there.putFile("/api/2.0/mlflow-artifacts/artifacts/" + address + "/MLmodel", "x/y", file);
        var id = info.path("model_id").asText();
        var input = RondoClient.object().put("run_id", run);
        input.putArray("models").addObject().put("model_id", id);
        there.post(MLFLOW + "runs/log-inputs", input);
        return id;
    }

    @Test
    void everythingArrivesWithItsIdsAndAgainChangesNothing() throws IOException {
        var id = fill(there, "churn");
        var model = loggedModel(id);
        var first = run();
        assertThat(first.rows()).allMatch(ImportReport.Row::same);
        assertThat(first.mapped()).isEmpty();
        assertThat(first.rows())
                .filteredOn(row -> row.kind().equals("measurements"))
                .extracting(ImportReport.Row::here)
                .containsExactly(505L);
        for (var path :
                new String[] {
                    "runs?view=all", "runs/" + id, "runs/" + id + "/metrics/loss", "models/risk"
                }) {
            assertThat(here.get("/api/v1/" + path)).isEqualTo(there.get("/api/v1/" + path));
        }
        assertThat(here.get(MLFLOW + "logged-models/" + model))
                .isEqualTo(there.get(MLFLOW + "logged-models/" + model));
        assertThat(run()).isEqualTo(first);
    }

    @Test
    void whatIsTakenHereGetsOtherIdsThatAreListed() throws IOException {
        new Rondo(here).run("something else").start().close();
        new Rondo(here).models().create("risk", "another one");
        fill(there, "churn");
        var report = run();
        assertThat(report.rows()).allMatch(ImportReport.Row::same);
        assertThat(report.mapped())
                .extracting(ImportReport.Mapped::kind)
                .containsExactlyInAnyOrder("experiment", "model");
        assertThat(here.get("/api/v1/models/risk").at("/model/description").asText())
                .isEqualTo("another one");
        assertThat(here.get("/api/v1/models/risk-2").path("items")).hasSize(2);
        assertThat(new Rondo(here).runs("churn").list(10)).hasSize(4);
        assertThat(run()).isEqualTo(report);
    }

    @Test
    void anImportThatWasCutShortIsCompletedByTheNext() throws IOException {
        fill(there, "churn");
        var lines = new int[1];
        try {
            MlflowImport.ofServer(
                            address(source),
                            here,
                            line -> {
                                if (lines[0]++ > 0) {
                                    throw new IllegalStateException("stopped");
                                }
                            })
                    .run();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("stopped");
        }
        assertThat(run().rows()).allMatch(ImportReport.Row::same);
    }
}
