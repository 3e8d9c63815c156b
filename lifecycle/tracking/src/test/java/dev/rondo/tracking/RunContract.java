package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs from start to end, on every database. */
abstract class RunContract extends TrackingSuite {
    @Test
    void aRunStartsAndEnds() {
        var wanted = new NewRun("0", "first", "me", null, Map.of("by", "me"), null);
        var started = tracking.runs().create(wanted);
        var run = started.run();
        now += 10;

        assertThat(run.id()).matches("[0-9a-f]{32}");
        var tags = Map.of("by", "me", "mlflow.runName", "first");
        assertThat(started).isEqualTo(bare(run, tags));
        var ended =
                new Run(
                        run.id(),
                        "0",
                        "first",
                        "me",
                        RunStatus.FINISHED,
                        LifecycleStage.ACTIVE,
                        now - 10,
                        now,
                        "mlflow-artifacts:/0/" + run.id() + "/artifacts");
        assertThat(tracking.runs().finish(run.id(), RunStatus.FINISHED)).isEqualTo(ended);
        assertThat(tracking.runs().get(run.id())).isEqualTo(bare(ended, tags));
    }

    private static RunDetails bare(Run run, Map<String, String> tags) {
        return new RunDetails(run, List.of(), Map.of(), tags, List.of(), List.of(), List.of());
    }

    @Test
    void aStartOfTheCallersIsKept() {
        var run = tracking.runs().create(new NewRun("0", "x", "", 0L, Map.of(), null)).run();

        assertThat(run.startMillis()).isZero();
        assertThat(tracking.runs().get(run.id()).run()).isEqualTo(run);
    }

    @Test
    void theNameIsATagToo() {
        var tagged = NewRun.of("0", "").withTags(Map.of("mlflow.runName", "by-tag"));
        assertThat(tracking.runs().create(tagged).run().name()).isEqualTo("by-tag");
        var random = tracking.runs().create(NewRun.of("0", ""));
        assertThat(random.run().name()).matches("[a-z]+-[a-z]+-[0-9]{1,4}");
        assertThat(random.tags()).isEqualTo(Map.of("mlflow.runName", random.run().name()));
        assertFails(
                () ->
                        tracking.runs()
                                .create(
                                        NewRun.of("0", "a")
                                                .withTags(Map.of("mlflow.runName", "b"))),
                ErrorKind.USER,
                "run.name",
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='a', mlflow.runName='b').");

        var id = random.run().id();
        tracking.runs().update(id, new RunUpdate(null, null, "renamed"));
        assertName(id, "renamed");
        tracking.runs().update(id, new RunUpdate(null, null, ""));
        assertName(id, "renamed");
        tracking.runs().log(id, RunBatch.tag("mlflow.runName", "again"));
        assertName(id, "again");
        tracking.runs().log(id, RunBatch.tags(Map.of("mlflow.runName", "", "t", "1")));
        assertName(id, "again");
        tracking.runs().deleteTag(id, "mlflow.runName");
        assertThat(tracking.runs().get(id).run().name()).isEqualTo("again");
    }

    private void assertName(String id, String name) {
        var details = tracking.runs().get(id);
        assertThat(details.run().name()).isEqualTo(name);
        assertThat(details.tags()).containsEntry("mlflow.runName", name);
    }

    @Test
    void anyStatusFollowsAnyOther() {
        var id = start("x").id();
        tracking.runs().update(id, new RunUpdate(RunStatus.FINISHED, 7L, null));
        assertThat(tracking.runs().finish(id, RunStatus.KILLED).endMillis()).isEqualTo(7);
        var again = tracking.runs().update(id, RunUpdate.status(RunStatus.RUNNING));
        assertThat(again.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(again.endMillis()).isEqualTo(7);
        assertThat(tracking.runs().update(id, new RunUpdate(null, 0L, null)).endMillis()).isZero();
        assertThatThrownBy(() -> tracking.runs().finish(id, RunStatus.RUNNING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("rule 9.1: a start that is tried again with its key gives the same run, unchanged")
    void aStartWithAKeyHappensOnce() {
        var wanted = NewRun.of("0", "a").once("task-7");
        var first = tracking.runs().create(wanted.withTags(Map.of("t", "1")));
        now += 10;

        assertThat(tracking.runs().create(wanted.withTags(Map.of("t", "2")))).isEqualTo(first);
        assertThat(tracking.runs().create(wanted.once("task-8")).run().id())
                .isNotEqualTo(first.run().id());
    }

    @Test
    void whatIsInTheBinCannotBeChangedButTakenBack() {
        var id = start("x").id();
        tracking.runs().log(id, RunBatch.tag("t", "1"));
        tracking.runs().delete(id);
        tracking.runs().delete(id);

        var message =
                "The run %s must be in the 'active' state. Current state is deleted.".formatted(id);
        assertAllFail(id, ErrorKind.CONFLICT, "run.deleted", message);
        assertThat(tracking.runs().get(id).run().lifecycleStage())
                .isEqualTo(LifecycleStage.DELETED);
        tracking.runs().restore(id);
        tracking.runs().restore(id);
        tracking.runs().deleteTag(id, "t");
        assertFails(
                () -> tracking.runs().deleteTag(id, "t"),
                ErrorKind.NOT_FOUND,
                "tag.not_found",
                "No tag with name: t in run with id " + id);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var kind = ErrorKind.NOT_FOUND;
        var code = "run.not_found";
        var message = "Run with id=nope not found";
        assertAllFail("nope", kind, code, message);
        assertFails(() -> tracking.runs().get("nope"), kind, code, message);
        assertFails(() -> tracking.runs().delete("nope"), kind, code, message);
        assertFails(() -> tracking.runs().restore("nope"), kind, code, message);
        assertThat(history("nope", "m")).isEmpty();
        assertFails(
                () -> tracking.runs().log("a b", RunBatch.tags(Map.of())),
                ErrorKind.USER,
                "run.id",
                "Invalid value \"a b\" for parameter 'run_id' supplied.");
    }

    private void assertAllFail(String id, ErrorKind kind, String code, String message) {
        var runs = tracking.runs();
        var point = new Metric("m", 1, 1, 1);
        assertFails(() -> runs.log(id, RunBatch.metric(point)), kind, code, message);
        assertFails(() -> runs.log(id, RunBatch.param("a", "b")), kind, code, message);
        assertFails(() -> runs.log(id, RunBatch.tags(Map.of())), kind, code, message);
        assertFails(() -> runs.deleteTag(id, "t"), kind, code, message);
        assertFails(() -> runs.update(id, RunUpdate.status(RunStatus.FAILED)), kind, code, message);
        assertFails(() -> runs.finish(id, RunStatus.FAILED), kind, code, message);
        assertFails(() -> runs.logInputs(id, List.of(), List.of()), kind, code, message);
        assertFails(() -> runs.logOutputs(id, List.of()), kind, code, message);
    }

    @Test
    void aTransactionOfTheCallersHoldsEverything() {
        var run = start("outer");

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            tracking.runs().create(tx, NewRun.of("0", "inner"));
                            tracking.runs().log(tx, run.id(), RunBatch.tags(Map.of("a", "b")));
                            tracking.runs()
                                    .logInputs(
                                            tx, run.id(), List.of(), List.of(new ModelInput("m")));
                            tracking.runs().finish(tx, run.id(), RunStatus.FINISHED);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        var all = new RunQuery(List.of("0"), "", RunViewType.ALL, 10, List.of(), null);
        assertThat(tracking.runs().search(all).items()).hasSize(1);
        assertThat(tracking.runs().get(run.id()))
                .isEqualTo(bare(run, Map.of("mlflow.runName", "outer")));
    }
}
