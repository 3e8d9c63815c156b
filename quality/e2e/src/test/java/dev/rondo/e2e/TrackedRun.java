package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A run with its writers, and what must be found of it after a kill. */
final class TrackedRun {
    private static final String ABSENT = "(absent)";

    private final String id;
    private final String folder;
    private final List<TrackedWriter> writers;

    private TrackedRun(String id, String folder, List<TrackedWriter> writers) {
        this.id = id;
        this.folder = folder;
        this.writers = writers;
    }

    static TrackedRun create(MlflowCalls calls, long seed) throws IOException {
        var info =
                calls.post("runs/create", RondoClient.object().put("experiment_id", "0"))
                        .at("/run/info");
        var id = info.path("run_id").asText();
        var folder = info.path("artifact_uri").asText().substring("mlflow-artifacts:/".length());
        var writers =
                IntStream.range(0, TrackedWrite.WRITERS_OF_A_RUN)
                        .mapToObj(i -> new TrackedWriter(calls, id, folder, seed, i))
                        .toList();
        return new TrackedRun(id, folder, writers);
    }

    List<TrackedWriter> writers() {
        return writers;
    }

    /** Everything acknowledged is there once, what was in flight whole or not at all. */
    void check(MlflowCalls calls) throws IOException {
        var run = calls.get("runs/get", "run_id", id).path("run");
        var loss = history(calls, "loss");
        var batch = history(calls, "batch");
        var params = texts(run.at("/data/params"));
        var tags = texts(run.at("/data/tags"));
        tags.keySet().removeIf(key -> key.startsWith("mlflow."));
        checkLatest(run, "loss", loss);
        checkLatest(run, "batch", batch);
        for (var writer : writers) {
            writer.requireCutOff();
            for (var write : writer.acknowledged()) {
                take(write, loss, batch, params, tags, true);
            }
            take(writer.inFlight(), loss, batch, params, tags, false);
        }
        assertThat(loss).as("points of loss that nobody sent").isEmpty();
        assertThat(batch).as("points of batches that nobody sent, or a half batch").isEmpty();
        assertThat(params).as("parameters that nobody sent").isEmpty();
        checkTags(tags);
        checkFiles(calls);
    }

    /** Takes from what was found what a write has left. */
    private static void take(
            TrackedWrite write,
            List<Long> loss,
            List<Long> batch,
            Map<String, String> params,
            Map<String, String> tags,
            boolean must) {
        switch (write) {
            case TrackedWrite.Point(var step) -> {
                boolean found = loss.remove((Object) step);
                assertThat(found || !must).as("point %d", step).isTrue();
            }
            case TrackedWrite.Batch(var name, var first, var points) -> {
                boolean found = batch.contains(first);
                assertThat(found || !must).as("batch %s", name).isTrue();
                if (found) {
                    var steps = LongStream.range(first, first + points).boxed().toList();
                    assertThat(batch).as("batch %s, whole", name).containsAll(steps);
                    steps.forEach(step -> batch.remove((Object) step));
                    assertThat(params.remove(name)).isEqualTo(name);
                    assertThat(tags.remove(name)).isEqualTo(name);
                }
            }
            case TrackedWrite.Param(var key, var value) -> {
                var found = params.remove(key);
                assertThat(found != null || !must).as("parameter %s", key).isTrue();
                assertThat(found == null || found.equals(value)).isTrue();
            }
            case TrackedWrite.Tag _, TrackedWrite.File _ -> {}
        }
    }

    /** A tag has the last value that was acknowledged, or the one in flight. */
    private void checkTags(Map<String, String> tags) {
        var values = new HashMap<String, Set<String>>();
        for (var writer : writers) {
            for (var write : writer.acknowledged()) {
                if (write instanceof TrackedWrite.Tag(var key, var value)) {
                    values.put(key, new HashSet<>(Set.of(value)));
                }
            }
            if (writer.inFlight() instanceof TrackedWrite.Tag(var key, var value)) {
                values.computeIfAbsent(key, _ -> new HashSet<>(Set.of(ABSENT))).add(value);
            }
        }
        assertThat(values.keySet()).as("tags").containsAll(tags.keySet());
        values.forEach(
                (key, allowed) -> assertThat(allowed).contains(tags.getOrDefault(key, ABSENT)));
    }

    private void checkFiles(MlflowCalls calls) throws IOException {
        var listed = new HashMap<String, Long>();
        calls.get("artifacts/list", "run_id", id)
                .path("files")
                .forEach(file ->
                        listed.put(file.path("path").asText(), file.path("file_size").asLong()));
        for (var writer : writers) {
            var versions = new HashMap<String, List<byte[]>>();
            for (var write : writer.acknowledged()) {
                if (write instanceof TrackedWrite.File file) {
                    versions.put(file.name(), new ArrayList<>(List.of(file.content())));
                }
            }
            for (var name : versions.keySet()) {
                assertThat(listed).as("a file that was acknowledged").containsKey(name);
            }
            if (writer.inFlight() instanceof TrackedWrite.File file) {
                versions.computeIfAbsent(file.name(), _ -> new ArrayList<>()).add(file.content());
            }
            for (var name : versions.keySet()) {
                checkFile(calls, name, versions.get(name), listed.remove(name));
            }
        }
        assertThat(listed).as("files that nobody sent").isEmpty();
    }

    private void checkFile(
            MlflowCalls calls, String name, List<byte[]> versions, @Nullable Long size)
            throws IOException {
        var content = calls.file(folder + "/" + name);
        assertThat(content.isPresent())
                .as("%s is listed if it is there", name)
                .isEqualTo(size != null);
        if (content.isPresent() && size != null) {
            assertThat(content.get()).hasSize(Math.toIntExact(size));
            assertThat(versions.stream().anyMatch(each -> Arrays.equals(each, content.get())))
                    .as("%s has the bytes of a version, whole", name)
                    .isTrue();
        }
    }

    /** The latest value is that of the greatest step. */
    private static void checkLatest(JsonNode run, String key, List<Long> steps) {
        for (var metric : run.at("/data/metrics")) {
            if (metric.path("key").asText().equals(key)) {
                long last = steps.stream().mapToLong(step -> step).max().orElseThrow();
                assertThat(metric.path("step").asLong()).isEqualTo(last);
                assertThat(metric.path("value").asDouble()).isEqualTo(TrackedWrite.value(last));
                return;
            }
        }
        assertThat(steps).as("history of %s without a latest value", key).isEmpty();
    }

    private List<Long> history(MlflowCalls calls, String key) throws IOException {
        var steps = new ArrayList<Long>();
        var token = "";
        do {
            var page =
                    calls.get(
                            "metrics/get-history",
                            "run_id",
                            id,
                            "metric_key",
                            key,
                            "max_results",
                            "5000",
                            "page_token",
                            token);
            for (var metric : page.path("metrics")) {
                long step = metric.path("step").asLong();
                assertThat(metric.path("value").asDouble()).isEqualTo(TrackedWrite.value(step));
                assertThat(metric.path("timestamp").asLong()).isEqualTo(step);
                steps.add(step);
            }
            token = page.path("next_page_token").asText("");
        } while (!token.isEmpty());
        return steps;
    }

    private static Map<String, String> texts(JsonNode pairs) {
        var texts = new HashMap<String, String>();
        pairs.forEach(pair -> texts.put(pair.path("key").asText(), pair.path("value").asText()));
        return texts;
    }
}
