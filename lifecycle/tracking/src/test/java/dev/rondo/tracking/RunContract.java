package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Experiments, and runs from start to end, on every database. */
abstract class RunContract extends TrackingSuite {
    @Test
    void theDefaultExperimentIsAlwaysThereAndMadeOnce() {
        now += 5;
        new Tracking(db, blobs, () -> Instant.ofEpochMilli(now));

        assertThat(tracking.experiment("0"))
                .contains(
                        new Experiment(
                                "0", "Default", LifecycleStage.ACTIVE, now - 5, now - 5, Map.of()));
    }

    @Test
    void experimentsHaveNumbersAndTags() {
        var first = tracking.createExperiment("churn", Map.of("team", "blue", "tier", "1"));
        var second = tracking.createExperiment("credit", Map.of());

        assertThat(List.of(first.id(), second.id())).containsExactly("1", "2");
        assertThat(tracking.experiment("1")).contains(first);
        assertThat(tracking.experimentNamed("churn")).isEqualTo(first);
        assertThat(tracking.experiment("3")).isEmpty();
        assertThat(tracking.experiment("x1")).isEmpty();
        assertFails(
                () -> tracking.createExperiment("churn", Map.of()),
                ErrorKind.CONFLICT,
                "experiment.exists");
    }

    @Test
    void callersThatNameANewExperimentAtOnceGetTheSame() throws Exception {
        var ids = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                ids.add(callers.submit(() -> tracking.experimentNamed("shared").id()));
            }
        }
        for (var id : ids) {
            assertThat(id.get()).isEqualTo("1");
        }
    }

    @Test
    void aRunStartsAndEnds() {
        var run = tracking.startRun("0", "first", Map.of("by", "me"), null);
        now += 10;

        assertThat(run.id()).matches("[0-9a-f]{32}");
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        var ended = tracking.finish(run.id(), RunStatus.FINISHED);
        assertThat(ended)
                .isEqualTo(
                        new Run(
                                run.id(),
                                "0",
                                "first",
                                RunStatus.FINISHED,
                                LifecycleStage.ACTIVE,
                                now - 10,
                                now));
        assertThat(tracking.run(run.id()))
                .isEqualTo(
                        new RunDetails(ended, Map.of(), Map.of(), Map.of("by", "me"), List.of()));
    }

    @Test
    void endingTwiceKeepsTheFirstEndAndGoingOnForgetsIt() {
        var run = start("x");
        tracking.finish(run.id(), RunStatus.FAILED);
        now += 10;

        assertThat(tracking.finish(run.id(), RunStatus.FAILED).endMillis()).isEqualTo(now - 10);
        assertThat(tracking.finish(run.id(), RunStatus.RUNNING).endMillis()).isNull();
        assertThat(tracking.finish(run.id(), RunStatus.KILLED).endMillis()).isEqualTo(now);
    }

    @Test
    void aRunWithoutANameGetsOneOfItsId() {
        var run = start("");

        assertThat(run.name()).isEqualTo("run-" + run.id().substring(0, 8));
    }

    @Test
    @DisplayName("rule 9.1: a start that is tried again with its key gives the same run, unchanged")
    void aStartWithAKeyHappensOnce() {
        var first = tracking.startRun("0", "a", Map.of("t", "1"), "task-7");
        now += 10;

        assertThat(tracking.startRun("0", "b", Map.of("t", "2"), "task-7")).isEqualTo(first);
        assertThat(tracking.startRun("0", "b", Map.of(), "task-8").id()).isNotEqualTo(first.id());
        assertThat(tracking.run(first.id()).tags()).isEqualTo(Map.of("t", "1"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertFails(() -> tracking.run("nope"), ErrorKind.NOT_FOUND, "run.not_found");
        assertFails(
                () -> tracking.log("nope", RunBatch.tags(Map.of())),
                ErrorKind.NOT_FOUND,
                "run.not_found");
        assertFails(
                () -> tracking.finish("nope", RunStatus.FAILED),
                ErrorKind.NOT_FOUND,
                "run.not_found");
        assertFails(
                () -> tracking.metricHistory("nope", "x"), ErrorKind.NOT_FOUND, "run.not_found");
        assertFails(
                () -> tracking.startRun("9", "x", Map.of(), null),
                ErrorKind.NOT_FOUND,
                "experiment.not_found");
        assertFails(
                () -> tracking.runs("abc", 1, null), ErrorKind.NOT_FOUND, "experiment.not_found");
    }

    @Test
    void pagesGoThroughAllRunsWhateverStartsMeanwhile() {
        var other = tracking.createExperiment("other", Map.of()).id();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            now += i % 2; // some runs start in the same millisecond
            expected.add(start("r" + i).id());
            tracking.startRun(other, "elsewhere", Map.of(), null);
        }

        var first = tracking.runs("0", 3, null);
        now += 1;
        start("late");
        var ids = new ArrayList<>(ids(first));
        ids.addAll(allIds(first.nextToken()));

        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(first.items())
                .extracting(each -> each.run().startMillis())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(tracking.runs(null, 100, null).items()).hasSize(15);
        assertThat(tracking.runs(other, 7, null))
                .satisfies(page -> assertThat(page.nextToken()).isNull());
    }

    private List<String> allIds(@Nullable String token) {
        var ids = new ArrayList<String>();
        while (token != null) {
            var page = tracking.runs("0", 3, token);
            ids.addAll(ids(page));
            token = page.nextToken();
        }
        return ids;
    }

    private static List<String> ids(Page<RunDetails> page) {
        return page.items().stream().map(each -> each.run().id()).toList();
    }

    @Test
    void pagesGoThroughAllExperiments() {
        for (int i = 1; i <= 4; i++) {
            tracking.createExperiment("e" + i, Map.of("n", "" + i));
        }

        var first = tracking.experiments(3, null);
        var second = tracking.experiments(3, first.nextToken());

        assertThat(first.items()).extracting(Experiment::id).containsExactly("4", "3", "2");
        assertThat(first.items()).extracting(Experiment::tags).contains(Map.of("n", "3"));
        assertThat(second.items()).extracting(Experiment::id).containsExactly("1", "0");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void aTokenThatNoPageGaveIsRefused() {
        for (var token : List.of("", "x", "!!!", "MTIz", "-1", "999999999999999999999")) {
            assertFails(() -> tracking.runs(null, 1, token), ErrorKind.USER, "page.token");
            assertFails(() -> tracking.experiments(1, token), ErrorKind.USER, "page.token");
        }
        assertFails(() -> tracking.runs(null, 0, null), ErrorKind.USER, "page.limit");
        assertFails(() -> tracking.experiments(1_001, null), ErrorKind.USER, "page.limit");
    }

    @Test
    void aPageCostsTheSameStatementsWhateverItsLength() {
        start("only");
        long one = statementsOfAPage();
        for (int i = 0; i < 20; i++) {
            var run = start("r" + i);
            tracking.log(
                    run.id(),
                    new RunBatch(
                            List.of(new Metric("m", i, 0, 0)), Map.of("p", "1"), Map.of("t", "1")));
        }

        assertThat(statementsOfAPage()).isEqualTo(one).isEqualTo(5);
    }

    private long statementsOfAPage() {
        long before = db.statements();
        tracking.runs(null, 50, null);
        return db.statements() - before;
    }

    @Test
    void aTransactionOfTheCallersHoldsEverything() {
        var run = start("outer");

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            tracking.startRun(tx, "0", "inner", Map.of(), null);
                            tracking.log(tx, run.id(), RunBatch.tags(Map.of("a", "b")));
                            tracking.finish(tx, run.id(), RunStatus.FINISHED);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(tracking.runs(null, 10, null).items()).hasSize(1);
        assertThat(tracking.run(run.id()).tags()).isEmpty();
        assertThat(tracking.run(run.id()).run().status()).isEqualTo(RunStatus.RUNNING);
    }
}
