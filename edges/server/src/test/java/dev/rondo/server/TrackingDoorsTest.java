package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.ActiveRun;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import dev.rondo.client.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments, runs, files and models through REST and the client for Java. */
class TrackingDoorsTest {
    @SuppressWarnings("NullAway.Init")
    private static Trained server;

    @SuppressWarnings("NullAway.Init")
    private static Rondo rondo;

    @BeforeAll
    static void start() {
        server = Trained.empty();
        rondo = new Rondo(server.client);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode get(String path) {
        return server.client.get(path);
    }

    private static String runWithAuc(String experiment, double auc) {
        try (var run = rondo.run(experiment).param("auc", auc).start()) {
            run.metric("auc", auc);
            return run.finish().id();
        }
    }

    @Test
    void anExperimentIsMadeRenamedPutIntoTheBinAndRestored() {
        var made =
                server.client.post(
                        "/api/v1/experiments", RondoClient.object().put("name", "first name"));
        var path = "/api/v1/experiments/" + made.path("experiment_id").asText();
        var inside = runWithAuc("first name", 0.5);
        server.client.patch(path, RondoClient.object().put("name", "second name"));
        server.client.put(path + "/tags/team", RondoClient.object().put("value", "risk"));
        assertThat(get(path).path("name").asText()).isEqualTo("second name");
        assertThat(get(path).at("/tags/team").asText()).isEqualTo("risk");

        assertThat(server.client.delete(path).path("lifecycle_stage").asText())
                .isEqualTo("DELETED");
        assertThat(rondo.http().get("/api/v1/runs/" + inside).path("lifecycle_stage").asText())
                .isEqualTo("DELETED");
        assertThat(get("/api/v1/experiments?where=name%20%3D%20'second%20name'").path("items"))
                .isEmpty();
        assertThat(get("/api/v1/experiments?view=deleted").path("items")).hasSize(1);
        server.client.post(path + "/restore", RondoClient.object());
        assertThat(server.client.delete(path + "/tags/team").path("tags")).isEmpty();
        assertThat(get("/api/v1/experiments?where=name%20%3D%20'second%20name'").path("items"))
                .hasSize(1);
    }

    @Test
    void runsAreFoundByMetricsAndSortedOverPages() {
        for (int i = 0; i < 7; i++) {
            runWithAuc("search", i / 10.0);
        }
        var search = rondo.runs("search").where("metrics.auc > 0.15").orderBy("metrics.auc DESC");
        assertThat(search.list(100))
                .extracting(run -> run.metrics().get("auc"))
                .containsExactly(0.6, 0.5, 0.4, 0.3, 0.2);
        assertThat(search.first().orElseThrow().params()).containsEntry("auc", "0.6");

        var page = get("/api/v1/runs?experiment=search&limit=3&order_by=metrics.auc");
        var next =
                get(
                        "/api/v1/runs?experiment=search&limit=3&order_by=metrics.auc&page_token="
                                + RondoClient.encode(page.path("next_page_token").asText()));
        assertThat(next.path("items").path(0).at("/metrics/auc").asDouble()).isEqualTo(0.3);
        assertThatThrownBy(() -> rondo.runs("search").where("metrics.auc >").list(1))
                .isInstanceOf(RondoClientException.class)
                .hasMessageContaining("character");
        assertThatThrownBy(() -> rondo.runs("no such experiment").list(1))
                .hasMessageContaining("no such experiment");
    }

    @Test
    void everyMeasurementOfALoopArrivesInOrder() {
        var random = new Random(20261125);
        var values = random.doubles(5_000).toArray();
        String id;
        try (var run = rondo.run("loop").name("long").param("rounds", values.length).start()) {
            id = run.id();
            for (int step = 0; step < values.length; step++) {
                run.metric("loss", values[step], step);
            }
            run.metric("odd", Double.NaN);
            run.metric("odd/inf", Double.NEGATIVE_INFINITY);
            run.tag("note", "done");
            run.finish();
        }
        var history = get("/api/v1/runs/" + id + "/metrics/loss").path("items");
        assertThat(history).hasSize(values.length);
        history.forEach(point ->
                assertThat(point.path("value").asDouble())
                        .isEqualTo(values[point.path("step").asInt()]));
        var record = rondo.get(id);
        assertThat(record.status()).isEqualTo("FINISHED");
        assertThat(record.end()).isNotNull();
        assertThat(record.metrics()).containsEntry("odd", Double.NaN);
        assertThat(record.metrics()).containsEntry("odd/inf", Double.NEGATIVE_INFINITY);
        assertThat(record.tags()).containsEntry("note", "done");
    }

    @Test
    void aRunThatAnExceptionLeavesIsFailedAndKeepsItsMetrics() {
        var id = new String[1];
        assertThatThrownBy(
                        () -> {
                            try (var run = rondo.run("broken").start()) {
                                id[0] = run.id();
                                run.metric("loss", 1.5);
                                throw new IllegalStateException("out of data");
                            }
                        })
                .hasMessage("out of data");
        RunRecord record = rondo.get(id[0]);
        assertThat(record.status()).isEqualTo("FAILED");
        assertThat(record.metrics()).containsEntry("loss", 1.5);
    }

    @Test
    void metricsThatCannotBeStoredAreToldAndTheRunIsFailed() {
        var run = rondo.run("refused").start();
        run.metric("a\nb", 1);
        assertThatThrownBy(run::flush).hasMessageContaining("metrics could not be sent");
        assertThatThrownBy(() -> run.metric("fine", 1)).isInstanceOf(RondoClientException.class);
        assertThatThrownBy(run::finish).hasMessageContaining("metrics could not be sent");
        assertThat(rondo.get(run.id()).status()).isEqualTo("FAILED");
        assertThatThrownBy(() -> closed(run).metric("late", 1))
                .isInstanceOf(RuntimeException.class);
    }

    private static ActiveRun closed(ActiveRun run) {
        run.close();
        return run;
    }

    @Test
    void aParameterIsSetOnce() {
        try (var run = rondo.run("params").param("depth", 6).start()) {
            run.param("depth", 6);
            assertThatThrownBy(() -> run.param("depth", 7)).hasMessageContaining("depth");
            run.finish();
        }
    }

    @Test
    void filesGoUpAndDown(@TempDir Path folder) throws IOException {
        var file = folder.resolve("weights.bin");
        var content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        Files.write(file, content);
        try (var run = rondo.run("files").start()) {
            run.file("model/a b/weights ü.bin", file);
            run.file(file);
            run.finish();
            var files = rondo.files(run.id());
            assertThat(files.list("")).extracting("path").containsExactly("model", "weights.bin");
            assertThat(files.list("model/a b").getFirst().size()).isEqualTo(content.length);
            try (var in = files.open("model/a b/weights ü.bin")) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThatThrownBy(() -> files.open("model/none"))
                    .hasMessageContaining("No such artifact");
            assertThatThrownBy(() -> files.put("../escaped", file))
                    .isInstanceOf(RondoClientException.class);
        }
    }

    @Test
    void modelsAreRegisteredNamedTaggedStagedAndFound(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("MLmodel"), "flavors: {}\n");
        String id;
        try (var run = rondo.run("registry").start()) {
            run.file("model/MLmodel", file);
            id = run.finish().id();
        }
        rondo.models().create("risk", "who pays back");
        var first = rondo.models().register("risk", id, "model");
        var second = rondo.models().register("risk", id, "model");
        rondo.models().alias("risk", "champion", second.version());
        assertThat(rondo.models().tag("risk", 1, "reviewed", "yes").tags())
                .containsEntry("reviewed", "yes");
        var path = "/api/v1/models/risk";
        server.client.patch(path, RondoClient.object().put("description", "new"));
        server.client.put(path + "/tags/team", RondoClient.object().put("value", "credit"));
        server.client.put(
                path + "/versions/1/stage", RondoClient.object().put("stage", "Production"));
        server.client.put(
                path + "/versions/2/stage",
                RondoClient.object().put("stage", "Production").put("archive_existing", true));

        assertThat(rondo.models().get("risk", 1).stage()).isEqualTo("Archived");
        assertThat(rondo.models().versions("risk").getFirst().aliases())
                .containsExactly("champion");
        var model = get(path).path("model");
        assertThat(model.path("description").asText()).isEqualTo("new");
        assertThat(model.at("/aliases/champion").asInt()).isEqualTo(2);
        var found =
                get("/api/v1/model-versions?where=" + RondoClient.encode("run_id = '" + id + "'"));
        assertThat(found.path("items")).hasSize(2);
        assertThat(first.version()).isEqualTo(1);

        server.client.delete(path + "/aliases/champion");
        server.client.delete(path + "/versions/2");
        server.client.post(path + "/rename", RondoClient.object().put("name", "credit risk"));
        var renamed = get("/api/v1/models/credit%20risk");
        assertThat(renamed.path("items")).hasSize(1);
        assertThat(renamed.at("/model/aliases")).isEmpty();
        assertThat(
                        get("/api/v1/models?where=" + RondoClient.encode("name LIKE 'credit%'"))
                                .path("items"))
                .hasSize(1);
        server.client.delete("/api/v1/models/credit%20risk");
        assertThatThrownBy(() -> get("/api/v1/models/credit%20risk"))
                .isInstanceOf(RondoClientException.class);
    }
}
