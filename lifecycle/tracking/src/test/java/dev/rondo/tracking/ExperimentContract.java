package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Experiments, on every database. */
abstract class ExperimentContract extends TrackingSuite {
    @Test
    void theDefaultExperimentIsAlwaysThereAndMadeOnce() {
        now += 5;
        new Tracking(db, blobs, () -> Instant.ofEpochMilli(now));

        assertThat(tracking.experiments().get("0"))
                .isEqualTo(
                        new Experiment(
                                "0",
                                "Default",
                                "mlflow-artifacts:/0",
                                LifecycleStage.ACTIVE,
                                now - 5,
                                now - 5,
                                Map.of()));
        tracking.experiments().rename("0", "mine");
        new Tracking(db, blobs, () -> Instant.ofEpochMilli(now));
        assertThat(tracking.experiments().get("").name()).isEqualTo("mine");
    }

    @Test
    void experimentsHaveNumbersTagsAndPlaces() {
        var tags = Map.of("team", "blue", "mlflow.note.content", "hello");
        var first =
                tracking.experiments()
                        .create(new NewExperiment("a/b :", "s3://bucket/p?x=1", tags));
        var second = experiment(" ");

        assertThat(List.of(first.id(), second.id())).containsExactly("1", "2");
        assertThat(second.artifactLocation()).isEqualTo("mlflow-artifacts:/2");
        assertThat(tracking.experiments().get("1")).isEqualTo(first);
        assertThat(tracking.experiments().named("a/b :")).contains(first);
        assertThat(tracking.experiments().namedOrNew("a/b :")).isEqualTo(first);
        assertThat(tracking.experiments().named("nope")).isEmpty();
        var run = tracking.runs().create(NewRun.of("1", "r")).run();
        assertThat(run.artifactUri()).isEqualTo("s3://bucket/p/" + run.id() + "/artifacts?x=1");
    }

    @Test
    void aNameIsTakenOverTheBinToo() {
        var id = experiment("churn").id();
        tracking.experiments().delete(id);

        assertFails(
                () -> experiment("churn"),
                ErrorKind.CONFLICT,
                "experiment.exists",
                "Experiment(name=churn) already exists.");
        assertFails(
                () -> tracking.experiments().rename("0", "churn"),
                ErrorKind.CONFLICT,
                "experiment.exists",
                "Experiment(name=churn) already exists.");
        assertThat(tracking.experiments().named("churn").orElseThrow().lifecycleStage())
                .isEqualTo(LifecycleStage.DELETED);
    }

    @Test
    void anIdIsANumberThatNamesSomething() {
        var missing = ErrorKind.NOT_FOUND;
        var code = "experiment.not_found";
        for (var id : List.of("7", "-1", "99999999999999999999999")) {
            assertFails(
                    () -> tracking.experiments().get(id),
                    missing,
                    code,
                    "No Experiment with id=" + id + " exists");
        }
        assertFails(
                () -> tracking.experiments().get("abc"),
                ErrorKind.USER,
                "experiment.id",
                "Invalid experiment ID 'abc'. Experiment ID must be a valid integer.");
        assertFails(() -> tracking.experiments().delete("9"), missing, code);
        assertFails(() -> tracking.experiments().restore("0"), missing, code);
        assertFails(() -> tracking.experiments().rename("9", "x"), missing, code);
        assertFails(() -> tracking.experiments().setTag("9", "a", "b"), missing, code);
        assertFails(() -> tracking.runs().create(NewRun.of("9", "x")), missing, code);
    }

    @Test
    void deletingTakesTheRunsAlongAndRestoringBringsAllBack() {
        var id = experiment("churn").id();
        var kept = tracking.runs().create(NewRun.of(id, "a")).run().id();
        var gone = tracking.runs().create(NewRun.of(id, "b")).run().id();
        tracking.runs().delete(gone);
        now += 5;
        tracking.experiments().delete(id);

        var deleted = tracking.experiments().get(id);
        assertThat(deleted.lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(deleted.lastUpdateMillis()).isEqualTo(now);
        assertThat(tracking.runs().get(kept).run().lifecycleStage())
                .isEqualTo(LifecycleStage.DELETED);
        assertFails(
                () -> tracking.experiments().delete(id),
                ErrorKind.NOT_FOUND,
                "experiment.not_found");
        var message =
                "The experiment %s must be in the 'active' state. Current state is deleted."
                        .formatted(id);
        var conflict = ErrorKind.CONFLICT;
        var code = "experiment.deleted";
        assertFails(() -> tracking.experiments().setTag(id, "a", "b"), conflict, code, message);
        assertFails(() -> tracking.runs().create(NewRun.of(id, "x")), conflict, code, message);
        assertFails(
                () -> tracking.experiments().rename(id, "x"),
                conflict,
                code,
                "Cannot rename a non-active experiment.");

        now += 5;
        tracking.experiments().restore(id);
        assertThat(tracking.experiments().get(id).lastUpdateMillis()).isEqualTo(now);
        assertThat(tracking.runs().get(gone).run().lifecycleStage())
                .isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void renamingTouchesTheUpdateTimeAndTagsDoNot() {
        now += 5;
        tracking.experiments().setTag("0", "k", "1");
        tracking.experiments().setTag("0", "k", "2");
        tracking.experiments().setTag("0", "l", "");
        assertThat(tracking.experiments().get("0").lastUpdateMillis()).isEqualTo(now - 5);
        tracking.experiments().rename("0", "Default");
        tracking.experiments().rename("0", "other");

        tracking.experiments().deleteTag("0", "l");
        var changed = tracking.experiments().get("0");
        assertThat(changed.name()).isEqualTo("other");
        assertThat(changed.lastUpdateMillis()).isEqualTo(now);
        assertThat(changed.tags()).isEqualTo(Map.of("k", "2"));
        assertFails(
                () -> tracking.experiments().deleteTag("0", "l"),
                ErrorKind.NOT_FOUND,
                "tag.not_found",
                "No tag with name: l in experiment with id 0");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertFails(() -> experiment(""), ErrorKind.USER, "experiment.name");
        experiment("😀".repeat(500));
        assertFails(
                () -> experiment("e".repeat(501)),
                ErrorKind.LIMIT,
                "tracking.length",
                "'name' exceeds the maximum length of 500 characters");
        tracking.experiments().setTag("0", "k", "v".repeat(20_000));
        assertFails(
                () -> tracking.experiments().setTag("0", "k", "v".repeat(20_001)),
                ErrorKind.LIMIT,
                "tracking.length",
                "'value' exceeds the maximum length of 20000 characters");
        assertFails(
                () -> tracking.experiments().setTag("0", "a/../b", ""),
                ErrorKind.USER,
                "tracking.key",
                "Invalid value \"a/../b\" for parameter 'key' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to 'b'");
        assertFails(
                () -> tracking.experiments().create(new NewExperiment("x", "ftp://a/b", Map.of())),
                ErrorKind.USER,
                "artifact.scheme");
    }

    @Test
    void callersThatNameANewExperimentAtOnceGetTheSame() throws Exception {
        var ids = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                ids.add(callers.submit(() -> tracking.experiments().namedOrNew("shared").id()));
            }
        }
        for (var id : ids) {
            assertThat(id.get()).isEqualTo("1");
        }
    }
}
