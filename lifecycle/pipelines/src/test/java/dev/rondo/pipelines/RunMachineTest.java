package dev.rondo.pipelines;

import static dev.rondo.pipelines.Pipelines.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunMachineTest {
    private static final long AT = 1_000_000;

    @Test
    void agreesWithThePlainModelOnRandomLives() {
        var ends = new EnumMap<RunStatus, Integer>(RunStatus.class);
        for (int life = 0; life < 300; life++) {
            var random = new SplittableRandom(life);
            var pipeline = Pipelines.random(random);
            var state = RunMachine.start(pipeline, AT);
            var model = new ReferenceRun(pipeline, AT);
            var events = new RandomEvents(random, AT);
            for (int i = 0; i < 150; i++) {
                var event = events.next(state);
                var transition = RunMachine.next(state, event);
                assertThat(transition.isPresent())
                        .as("life %d, %s", life, event)
                        .isEqualTo(model.apply(event));
                transition.ifPresent(RunMachineTest::assertEffectsFit);
                state = transition.map(Transition::state).orElse(state);
                assertSame(state, model);
            }
            ends.merge(state.status(), 1, Integer::sum);
        }
        assertThat(ends.keySet()).as("lives end in every way").hasSize(5);
    }

    private static void assertSame(RunState state, ReferenceRun model) {
        assertThat(state.status().name()).isEqualTo(model.status);
        for (var task : state.tasks()) {
            var expected = Objects.requireNonNull(model.tasks.get(task.name()));
            assertThat(task.status().name()).isEqualTo(expected.status);
            assertThat(task.attempt()).isEqualTo(expected.attempt);
            assertThat(task.losses()).isEqualTo(expected.losses);
            assertThat(task.claim()).isEqualTo(expected.claim);
            assertThat(task.dueAt()).isEqualTo(expected.due);
            assertThat(task.worker() != null).isEqualTo(task.status() == TaskStatus.RUNNING);
            assertThat(task.result().output() != null)
                    .isEqualTo(
                            task.status() == TaskStatus.SUCCEEDED
                                    || task.status() == TaskStatus.STOPPED);
            assertThat(task.result().endedAt() != null).isEqualTo(task.status().ended());
        }
    }

    private static void assertEffectsFit(Transition transition) {
        var ended =
                transition.effects().stream().filter(RunEffect.Ended.class::isInstance).toList();
        assertThat(ended).hasSize(transition.state().status().ended() ? 1 : 0);
        for (var effect : transition.effects()) {
            if (effect instanceof RunEffect.Execute(var task, var claim)) {
                assertThat(transition.state().task(task).orElseThrow().runs(claim)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("every state that a diamond can reach can also reach the end")
    void noStateIsADeadEnd() {
        var start = RunMachine.start(Pipelines.diamond(1), AT);
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            var state = open.poll();
            if (seen.add(key(state))) {
                assertThat(finish(state).status().ended()).as(key(state)).isTrue();
                assertNeedsAreMet(state);
                for (var event : allEvents(state)) {
                    RunMachine.next(state, event).map(Transition::state).ifPresent(open::add);
                }
            }
        }
        assertThat(seen.size()).isGreaterThan(400);
    }

    private static void assertNeedsAreMet(RunState state) {
        for (var task : state.tasks()) {
            if (task.claim() > 0) {
                assertThat(task.spec().needs())
                        .allSatisfy(need ->
                                assertThat(state.task(need).orElseThrow().status())
                                        .isEqualTo(TaskStatus.SUCCEEDED));
            }
        }
    }

    /** Numbers that only grow are left out, so that the states are finitely many. */
    private static String key(RunState state) {
        var text = new StringBuilder(state.status().name());
        state.tasks().forEach(t -> text.append(' ').append(t.status()).append(t.attempt()));
        return text.toString();
    }

    private static List<RunEvent> allEvents(RunState state) {
        var events = new ArrayList<RunEvent>(List.of(new RunEvent.Cancelled(AT, "why")));
        long late =
                state.tasks().stream()
                        .mapToLong(task -> task.dueAt() == null ? AT : task.dueAt())
                        .max()
                        .orElseThrow();
        for (var task : state.tasks()) {
            var name = task.name();
            long claim = task.claim();
            events.add(new RunEvent.Claimed(late, name, "w"));
            events.add(new RunEvent.Succeeded(late, name, claim, json(), "ran"));
            events.add(new RunEvent.Failed(late, name, claim, "c", "m", true));
            events.add(new RunEvent.Failed(late, name, claim, "c", "m", false));
            events.add(new RunEvent.Waited(late, name, claim, late, "r", json()));
            events.add(new RunEvent.Stopped(late, name, claim, "r", json()));
            events.add(new RunEvent.Lost(late, name, claim, "r"));
        }
        return events;
    }

    /** What workers that never fail make of it. */
    private static RunState finish(RunState from) {
        var state = from;
        long late = Long.MAX_VALUE;
        for (int round = 0; round < 8; round++) {
            for (var task : state.tasks()) {
                var claimed = RunMachine.next(state, new RunEvent.Claimed(late, task.name(), "w"));
                state = claimed.map(Transition::state).orElse(state);
                long claim = state.task(task.name()).orElseThrow().claim();
                var done = new RunEvent.Succeeded(late, task.name(), claim, json(), "ran");
                state = RunMachine.next(state, done).map(Transition::state).orElse(state);
            }
        }
        return state;
    }

    @Test
    void aRetryWaitsLongerEachTimeUpToFiveMinutes() {
        assertThat(List.of(1, 2, 3, 9, 10, 100).stream().map(RunMachine::delayAfter))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(256),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
    }

    @Test
    void aTaskThatKeepsKillingItsWorkersFails() {
        var state = RunMachine.start(Pipelines.single("a", 100), AT);
        for (int i = 0; i <= RunMachine.MAX_LOSSES; i++) {
            assertThat(state.status()).isEqualTo(RunStatus.RUNNING);
            state = after(state, new RunEvent.Claimed(AT, "a", "w"));
            state = after(state, new RunEvent.Lost(AT, "a", i + 1, "it died"));
        }
        assertThat(state.status()).isEqualTo(RunStatus.FAILED);
        assertThat(state.reason()).contains("lost 101 times");
        assertThat(state.tasks().getFirst().attempt()).as("a loss is no attempt").isOne();
    }

    @Test
    void aRetryAndALossKeepWhatTheLastWaitKept() {
        var kept = json().put("release", "r1");
        var state = RunMachine.start(Pipelines.single("a", 3), AT);
        state = after(state, new RunEvent.Claimed(AT, "a", "w"));
        state = after(state, new RunEvent.Waited(AT, "a", 1, AT, "not yet", kept));
        state = after(state, new RunEvent.Claimed(AT, "a", "w"));
        state = after(state, new RunEvent.Lost(AT, "a", 2, "it died"));
        state = after(state, new RunEvent.Claimed(AT, "a", "w"));
        state = after(state, new RunEvent.Failed(AT, "a", 3, "c", "m", true));
        assertThat(state.tasks().getFirst().waitState()).isEqualTo(kept);
    }

    private static RunState after(RunState state, RunEvent event) {
        return RunMachine.next(state, event).orElseThrow().state();
    }

    @Test
    void eventsComeBackFromJsonAsTheyWere() {
        var random = new SplittableRandom(3);
        var state = RunMachine.start(Pipelines.diamond(1), AT);
        var events = new RandomEvents(random, AT);
        var kinds = new HashSet<Class<?>>();
        for (int i = 0; i < 500; i++) {
            var event = events.next(state);
            kinds.add(event.getClass());
            var text = Json.write(event);
            var back = Json.read(text, RunEvent.class);
            assertThat(back).isInstanceOf(event.getClass());
            assertThat(Json.write(back)).isEqualTo(text);
        }
        assertThat(kinds).hasSize(RunEvent.class.getPermittedSubclasses().length);
    }

    @Test
    void definitionsComeBackFromJsonAsTheyWere() {
        for (int i = 0; i < 50; i++) {
            var tasks = Pipelines.random(new SplittableRandom(i)).tasks();
            assertThat(Definitions.decode(Definitions.encode(tasks))).isEqualTo(tasks);
        }
    }
}
