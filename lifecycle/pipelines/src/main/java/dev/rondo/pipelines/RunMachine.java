package dev.rondo.pipelines;

import dev.rondo.pipelines.RunEvent.Cancelled;
import dev.rondo.pipelines.RunEvent.Claimed;
import dev.rondo.pipelines.RunEvent.Failed;
import dev.rondo.pipelines.RunEvent.Lost;
import dev.rondo.pipelines.RunEvent.Stopped;
import dev.rondo.pipelines.RunEvent.Succeeded;
import dev.rondo.pipelines.RunEvent.Waited;
import dev.rondo.pipelines.RunEvent.Woken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a run, as a pure function. A task is ready when all that it needs has succeeded.
 * When a task fails for good, or stops the run, tasks that are not running are skipped; those
 * running may end, and then the run ends. A cancelled run ends at once.
 */
final class RunMachine {
    /** A task whose workers die this often is taken for their murderer. */
    static final int MAX_LOSSES = 100;

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    private RunMachine() {}

    static RunState start(Pipeline pipeline, long at) {
        var tasks = pipeline.tasks().stream().map(TaskState::pending).toList();
        return makeReady(new RunState(RunStatus.RUNNING, null, null, tasks), at);
    }

    /** The transition that the event causes; empty when it comes too late or does not apply. */
    static Optional<Transition> next(RunState state, RunEvent event) {
        if (state.status().ended()) {
            return Optional.empty();
        }
        return switch (event) {
            case Claimed claimed -> claim(state, claimed);
            case Succeeded done ->
                    running(state, done.task(), done.claim())
                            .map(task -> settle(state.with(succeeded(task, done)), done.at()));
            case Stopped stop ->
                    running(state, stop.task(), stop.claim())
                            .map(task -> settle(state.with(stopped(task, stop)), stop.at()));
            case Failed failed ->
                    running(state, failed.task(), failed.claim())
                            .map(task -> fail(state, task, failed));
            case Waited waited ->
                    running(state, waited.task(), waited.claim())
                            .map(task -> await(state, task, waited));
            case Lost lost ->
                    running(state, lost.task(), lost.claim()).map(task -> lose(state, task, lost));
            case Woken woken -> wake(state, woken);
            case Cancelled cancelled -> Optional.of(cancel(state, cancelled));
        };
    }

    /** 1, 2, 4 … seconds after the first, second, third … attempt; at most 5 minutes. */
    static Duration delayAfter(int attempt) {
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 20));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private static Optional<TaskState> running(RunState state, String task, long claim) {
        return state.task(task).filter(found -> found.runs(claim));
    }

    private static Optional<Transition> claim(RunState state, Claimed event) {
        return state.task(event.task())
                .filter(task -> task.claimableAt(event.at()))
                .map(task -> task.claimed(event.at(), event.worker()))
                .map(task ->
                        new Transition(
                                state.with(task),
                                List.of(new RunEffect.Execute(task.name(), task.claim()))));
    }

    private static TaskState succeeded(TaskState task, Succeeded event) {
        var result = task.result().succeeded(event.at(), event.output(), event.cache());
        return task.ended(TaskStatus.SUCCEEDED, result);
    }

    private static TaskState stopped(TaskState task, Stopped event) {
        var result = task.result().stopped(event.at(), event.reason(), event.output());
        return task.ended(TaskStatus.STOPPED, result);
    }

    private static Transition fail(RunState state, TaskState task, Failed event) {
        boolean again =
                event.retryable() && task.attempt() <= task.spec().retries() && !state.ending();
        if (again) {
            long due = event.at() + delayAfter(task.attempt()).toNanos() / 1_000;
            return look(state.with(task.retry(due, event.code(), event.message())));
        }
        return failForGood(state, task, event.at(), event.code(), event.message());
    }

    private static Transition failForGood(
            RunState state, TaskState task, long at, String code, String message) {
        var result = task.result().failed(code, message).ended(at);
        return settle(state.with(task.ended(TaskStatus.FAILED, result)), at);
    }

    private static Transition await(RunState state, TaskState task, Waited event) {
        if (state.ending()) {
            return settle(state.with(skipped(task, event.at())), event.at());
        }
        return look(state.with(task.waiting(event.until(), event.reason(), event.state())));
    }

    private static Transition lose(RunState state, TaskState task, Lost event) {
        if (state.ending()) {
            return settle(state.with(skipped(task, event.at())), event.at());
        }
        if (task.losses() == MAX_LOSSES) {
            return failForGood(
                    state,
                    task,
                    event.at(),
                    "pipelines.lost",
                    "its workers were lost " + (MAX_LOSSES + 1) + " times: " + event.reason());
        }
        return look(state.with(task.lost().ready(event.at())));
    }

    private static Optional<Transition> wake(RunState state, Woken event) {
        return state.task(event.task())
                .filter(task -> task.status() == TaskStatus.WAITING)
                .filter(task -> !task.claimableAt(event.at()))
                .map(task -> look(state.with(task.due(event.at()))));
    }

    private static Transition cancel(RunState state, Cancelled event) {
        var effects = new ArrayList<RunEffect>();
        var tasks = new ArrayList<TaskState>();
        for (var task : state.tasks()) {
            if (task.status() == TaskStatus.RUNNING) {
                effects.add(new RunEffect.Abandon(task.name(), task.claim()));
            }
            tasks.add(
                    task.status().ended()
                            ? task
                            : task.ended(TaskStatus.CANCELLED, task.result().ended(event.at())));
        }
        effects.add(new RunEffect.Ended(RunStatus.CANCELLED));
        return new Transition(
                new RunState(RunStatus.CANCELLED, event.reason(), event.at(), tasks), effects);
    }

    private static Transition look(RunState state) {
        return new Transition(state, List.of(new RunEffect.LookForTasks()));
    }

    /** After a task has ended: skips, readies or ends what follows from it. */
    private static Transition settle(RunState state, long at) {
        var settled = state.ending() ? skipIdle(state, at) : makeReady(state, at);
        if (settled.tasks().stream().allMatch(task -> task.status().ended())) {
            return end(settled, at);
        }
        return look(settled);
    }

    private static RunState makeReady(RunState state, long at) {
        return state.with(
                state.tasks().stream()
                        .map(task -> needsAreMet(state, task) ? task.ready(at) : task)
                        .toList());
    }

    private static boolean needsAreMet(RunState state, TaskState task) {
        return task.status() == TaskStatus.PENDING
                && task.spec().needs().stream()
                        .map(need -> state.task(need).orElseThrow())
                        .allMatch(need -> need.status() == TaskStatus.SUCCEEDED);
    }

    private static RunState skipIdle(RunState state, long at) {
        return state.with(
                state.tasks().stream().map(task -> idle(task) ? skipped(task, at) : task).toList());
    }

    private static boolean idle(TaskState task) {
        return !task.status().ended() && task.status() != TaskStatus.RUNNING;
    }

    private static TaskState skipped(TaskState task, long at) {
        return task.ended(TaskStatus.SKIPPED, task.result().ended(at));
    }

    private static Transition end(RunState state, long at) {
        var failed = state.any(TaskStatus.FAILED);
        var stopped = state.any(TaskStatus.STOPPED);
        var status =
                failed.isPresent()
                        ? RunStatus.FAILED
                        : stopped.isPresent() ? RunStatus.STOPPED : RunStatus.SUCCEEDED;
        var reason = failed.or(() -> stopped).map(RunMachine::reason).orElse(null);
        return new Transition(
                new RunState(status, reason, at, state.tasks()),
                List.of(new RunEffect.Ended(status)));
    }

    private static String reason(TaskState task) {
        return task.name() + ": " + task.result().message();
    }
}
