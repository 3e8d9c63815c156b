package dev.rondo.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;

/** Proves that a run's stored events, applied in order, give exactly its stored state. */
final class Replay {
    private Replay() {}

    static void assertConsistent(Runs runs, String id, Pipeline pipeline) {
        var run = runs.get(id).orElseThrow();
        var state = RunMachine.start(pipeline, run.createdAt());
        int position = 0;
        for (var event : runs.events(id)) {
            var transition = RunMachine.next(state, event);
            assertThat(transition).as("event %d of run %s: %s", position, id, event).isPresent();
            state = transition.get().state();
            position++;
        }
        assertThat(run.status()).isEqualTo(state.status());
        assertThat(run.reason()).isEqualTo(state.reason());
        assertThat(run.endedAt()).isEqualTo(state.endedAt());
        for (var task : state.tasks()) {
            var shown = run.task(task.name());
            var expected = new StoredTask(id, task, shown.progress()).view();
            assertThat(Json.write(shown)).isEqualTo(Json.write(expected));
        }
    }
}
