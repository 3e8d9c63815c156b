package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.diamond;
import static dev.rondo.pipelines.Pipelines.json;
import static dev.rondo.pipelines.Pipelines.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs in a database, without workers. */
abstract class RunsContract {
    final TestClock clock = new TestClock();
    Db db;
    Runs runs;

    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        runs = new Runs(db, clock);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private String start(Pipeline pipeline) {
        return db.write(tx -> runs.start(tx, pipeline, json(), null));
    }

    private RunView get(String id) {
        return runs.get(id).orElseThrow();
    }

    @Test
    void aRunStartsWithItsFirstTasksReady() {
        var parameters = json().put("dataset", "churn").put("version", 3);
        var id = db.write(tx -> runs.start(tx, diamond(1), parameters, "once"));
        var run = get(id);
        assertThat(run.pipeline()).isEqualTo("diamond");
        assertThat(run.parameters()).isEqualTo(parameters);
        assertThat(run.onceKey()).isEqualTo("once");
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.tasks())
                .extracting(TaskView::status)
                .containsExactly(
                        TaskStatus.READY,
                        TaskStatus.PENDING,
                        TaskStatus.PENDING,
                        TaskStatus.PENDING);
        assertThat(run.task("d").needs()).containsExactly("b", "c");
        assertThat(runs.get("unknown")).isEmpty();
        assertThat(runs.events("unknown")).isEmpty();
    }

    @Test
    void aStartThatRollsBackLeavesNothing() {
        assertThatThrownBy(() ->
                        db.write(tx -> {
                            runs.start(tx, diamond(1), json(), "once");
                            throw new IllegalStateException("changed my mind");
                        }))
                .hasMessage("changed my mind");
        assertThat(runs.list(RunFilter.all(10))).isEmpty();
    }

    @Test
    void theSameOnceKeyStartsOneRunHoweverManyTry() throws Exception {
        var ids = new HashSet<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<Callable<String>>();
            for (int i = 0; i < 12; i++) {
                starts.add(() -> db.write(tx -> runs.start(tx, diamond(0), json(), "alert-7")));
            }
            for (var start : pool.invokeAll(starts)) {
                ids.add(start.get());
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(runs.list(RunFilter.all(10))).hasSize(1);
        assertThat(get(ids.iterator().next()).tasks()).hasSize(4);
    }

    @Test
    void parametersHaveALimit() {
        var large = json().put("text", "x".repeat(Runs.MAX_JSON_BYTES));
        assertThatThrownBy(() -> db.write(tx -> runs.start(tx, diamond(0), large, null)))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    }

    @Test
    @DisplayName("rule 9.1: a run's stored events lead to exactly its stored state")
    void eventsGiveTheState() {
        for (int life = 0; life < 4; life++) {
            var random = new SplittableRandom(life);
            var pipeline = Pipelines.random(random);
            var id = start(pipeline);
            long begin = get(id).createdAt();
            var state = RunMachine.start(pipeline, begin);
            var events = new RandomEvents(random, begin);
            int applied = 0;
            for (int i = 0; i < 40; i++) {
                var event = events.next(state);
                var stored = runs.apply(id, event);
                assertThat(stored.isPresent()).isEqualTo(RunMachine.next(state, event).isPresent());
                applied += stored.isPresent() ? 1 : 0;
                state = stored.map(Transition::state).orElse(state);
            }
            assertThat(runs.events(id)).hasSize(applied);
            Replay.assertConsistent(runs, id, pipeline);
        }
    }

    @Test
    void runsAreListedNewestFirstInPages() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(start(i % 2 == 0 ? diamond(0) : single("a", 0)));
            clock.advance(Duration.ofSeconds(i % 3));
        }
        var listed = new ArrayList<String>();
        String before = null;
        while (true) {
            var page = runs.list(new RunFilter(null, null, null, before, 3));
            page.forEach(run -> listed.add(run.id()));
            if (page.isEmpty()) {
                break;
            }
            before = page.getLast().id();
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(listed.getFirst()).isEqualTo(ids.getFirst());
        runs.cancel(ids.get(2), "test");
        assertThat(runs.list(new RunFilter("diamond", null, RunStatus.CANCELLED, null, 10)))
                .extracting(RunView::id)
                .containsExactly(ids.get(2));
        assertThat(runs.list(new RunFilter("single", null, null, null, 10)))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run.tasks()).hasSize(1));
        long statements = db.statements();
        runs.list(RunFilter.all(100));
        assertThat(db.statements() - statements).as("statements for a list").isEqualTo(2);
    }

    @Test
    void runsAreFoundByWhatTheyAreAboutHoweverManyOthersThereAre() {
        var about = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofSeconds(1));
            var subject = i % 6 == 0 ? "shop" : i % 2 == 0 ? "bank" : null;
            var id = db.write(tx -> runs.start(tx, single("a", 0), subject, json(), null));
            if ("shop".equals(subject)) {
                about.addFirst(id);
            }
        }
        assertThat(runs.list(new RunFilter("single", "shop", null, null, 2)))
                .extracting(RunView::id)
                .containsExactlyElementsOf(about);
        assertThat(runs.list(new RunFilter("diamond", "shop", null, null, 2))).isEmpty();
        runs.cancel(about.getLast(), "test");
        assertThat(runs.list(new RunFilter("single", "shop", RunStatus.RUNNING, null, 2)))
                .extracting(RunView::id)
                .containsExactly(about.getFirst());
    }

    @Test
    void aCancelledRunIsOverAtOnceAndOnce() {
        var id = start(diamond(0));
        runs.apply(id, new RunEvent.Claimed(get(id).createdAt(), "a", "w"));
        assertThat(runs.cancel(id, "a mistake")).isTrue();
        assertThat(runs.cancel(id, "again")).isFalse();
        assertThat(runs.cancel("unknown", "why")).isFalse();
        var run = get(id);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.reason()).isEqualTo("a mistake");
        assertThat(run.endedAt()).isNotNull();
        assertThat(run.tasks()).extracting(TaskView::status).containsOnly(TaskStatus.CANCELLED);
        var late = new RunEvent.Succeeded(run.createdAt(), "a", 1, json(), "ran");
        assertThat(runs.apply(id, late)).isEmpty();
        assertThat(runs.events(id)).hasSize(2);
    }

    @Test
    void awaitReturnsTheRunAsItStandsWhenTheTimeIsOver() throws Exception {
        var id = start(diamond(0));
        assertThat(runs.await(id, Duration.ofMillis(1)).orElseThrow().status())
                .isEqualTo(RunStatus.RUNNING);
        assertThat(runs.await("unknown", Duration.ofDays(1))).isEmpty();
        runs.cancel(id, "test");
        assertThat(runs.await(id, Duration.ofDays(1)).orElseThrow().status())
                .isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void wakeMakesWaitingTasksDue() {
        var id = start(single("a", 0));
        long at = get(id).createdAt();
        assertThat(db.<Boolean>write(tx -> runs.wake(tx, id))).isFalse();
        runs.apply(id, new RunEvent.Claimed(at, "a", "w"));
        runs.apply(id, new RunEvent.Waited(at, "a", 1, at + 3_600_000_000L, "later", json()));
        assertThat(db.<Boolean>write(tx -> runs.wake(tx, id))).isTrue();
        assertThat(get(id).task("a").dueAt()).isEqualTo(at);
        assertThat(get(id).task("a").message()).isEqualTo("later");
    }

    @Test
    void concurrentEventsOfOneRunFollowOneAnother() throws Exception {
        var id = start(new Pipeline("wide", wide(10)));
        long at = get(id).createdAt();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 40; i++) {
                var event = new RunEvent.Claimed(at, "t" + i % 10, "w" + i);
                claims.add(() -> runs.apply(id, event).isPresent() ? 1 : 0);
            }
            int won = 0;
            for (var claim : pool.invokeAll(claims)) {
                won += claim.get();
            }
            assertThat(won).as("each task is claimed once").isEqualTo(10);
        }
        assertThat(runs.events(id)).hasSize(10);
        Replay.assertConsistent(runs, id, new Pipeline("wide", wide(10)));
    }

    private static List<TaskSpec> wide(int count) {
        var tasks = new ArrayList<TaskSpec>();
        for (int i = 0; i < count; i++) {
            tasks.add(Pipelines.task("t" + i, 0));
        }
        return tasks;
    }

    @Test
    void outputsOfEveryShapeComeBack() {
        var output = json().put("text", "ä\"€\n").put("number", 0.1).put("large", 1L << 60);
        output.putArray("list").add(1).addNull();
        var id = start(single("a", 0));
        long at = get(id).createdAt();
        runs.apply(id, new RunEvent.Claimed(at, "a", "w"));
        runs.apply(id, new RunEvent.Succeeded(at, "a", 1, output, "ran"));
        assertThat(Json.write(get(id))).contains(Json.write(output));
    }
}
