package dev.rondo.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of runs, on every database. */
abstract class ArtifactsContract extends TrackingSuite {
    @Test
    void aFileComesBackUnderItsRunOnly() throws IOException {
        var experiment = experiment("churn").id();
        var run = tracking.runs().create(NewRun.of(experiment, "a")).run().id();
        var other = start("b").id();

        assertThat(put(run, "model/MLmodel", "x"))
                .isEqualTo(new Artifact("model/MLmodel", false, 1));
        put(run, "model/MLmodel", "new");

        assertThat(text(run, "model/MLmodel")).isEqualTo("new");
        assertThat(blobs.exists("artifacts/1/" + run + "/artifacts/model/MLmodel")).isTrue();
        assertFails(() -> text(other, "model/MLmodel"), ErrorKind.NOT_FOUND, "artifact.not_found");
    }

    @Test
    void aListShowsOneLevel() {
        var run = start("a").id();
        put(run, "b.txt", "1");
        put(run, "my plots/é #1.png", "22");
        put(run, "my plots/deep/er.png", "333");

        var artifacts = tracking.artifacts();
        assertThat(artifacts.list(run, ""))
                .containsExactly(
                        new Artifact("b.txt", false, 1), new Artifact("my plots", true, 0));
        assertThat(artifacts.list(run, "my plots"))
                .containsExactlyInAnyOrder(
                        new Artifact("my plots/é #1.png", false, 2),
                        new Artifact("my plots/deep", true, 0));
        assertThat(artifacts.list(run, "none")).isEmpty();
        assertThat(artifacts.list(start("empty").id(), "")).isEmpty();
    }

    @Test
    void aPathCannotLeaveItsRun() {
        var run = start("a").id();
        for (var path : List.of("..", "../x", "a/../../x", "/x", "%2e%2e/x", "a\\b")) {
            assertFails(() -> put(run, path, "x"), ErrorKind.USER, "artifact.path");
            assertFails(() -> text(run, path), ErrorKind.USER, "artifact.path");
        }
        assertFails(() -> put("nope", "x", "x"), ErrorKind.NOT_FOUND, "run.not_found");
        assertFails(
                () -> tracking.artifacts().list("../1", ""), ErrorKind.NOT_FOUND, "run.not_found");
    }

    @Test
    void aPathIsTheSameByItsRunAndFromTheRoot() {
        var run = start("a");
        put(run.id(), "a//b/./c.txt", "1");
        var root = Artifacts.path(run.artifactUri());
        var artifacts = tracking.artifacts();

        try (var file = artifacts.open(root + "/a/b/c.txt")) {
            assertThat(file.size()).isEqualTo(1);
        }
        assertFails(() -> artifacts.open(root + "/a"), ErrorKind.USER, "artifact.folder");
        assertFails(() -> put(run.id(), "a/b", "1"), ErrorKind.CONFLICT, "artifact.path_taken");
        artifacts.delete(root + "/a");
        assertThat(artifacts.list(root)).isEmpty();
        assertFails(() -> Artifacts.path("s3://bucket/x"), ErrorKind.USER, "artifact.elsewhere");
    }

    private Artifact put(String run, String path, String content) {
        return tracking.artifacts()
                .put(run, path, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private String text(String run, String path) throws IOException {
        try (var in = tracking.artifacts().open(run, path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
