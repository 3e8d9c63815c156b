package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs of pipelines, kept in the database. Each change of a run is one transition, stored together
 * with its event before anything acts on it (rule 9.1).
 */
public final class Runs {
    /** The most that a run's parameters, a task's output or its wait state may take in JSON. */
    public static final int MAX_JSON_BYTES = 1 << 20;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Db db;
    private final InstantSource clock;
    private final Signals signals = new Signals();

    /** Brings the room's tables up to date. */
    public Runs(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        Migrations.apply(db, "pipelines", Runs.class);
    }

    /** Stores a run that is about nothing in particular; see the other start. */
    public String start(Tx tx, Pipeline pipeline, ObjectNode parameters, @Nullable String onceKey) {
        return start(tx, pipeline, null, parameters, onceKey);
    }

    /**
     * Stores a run; its first tasks are ready once the transaction is durable.
     *
     * @param subject what the run is about, to find it by; null for nothing in particular
     * @param onceKey a second start with it returns the first run's id and changes nothing
     * @return the run's id
     * @throws RondoException LIMIT when the parameters are too large
     */
    public String start(
            Tx tx,
            Pipeline pipeline,
            @Nullable String subject,
            ObjectNode parameters,
            @Nullable String onceKey) {
        Texts.json("the parameters are", parameters);
        var run = new RunTable.NewRun(Ids.random(), pipeline, subject, parameters, onceKey, now());
        if (RunTable.insert(tx, run)) {
            publish(tx, run.id(), List.of(new RunEffect.LookForTasks()));
            return run.id();
        }
        return RunTable.idOf(tx, String.valueOf(onceKey)).orElseThrow();
    }

    public Optional<RunView> get(String id) {
        return db.read(tx -> RunTable.find(tx, id)).map(StoredRun::view);
    }

    /** The run as soon as it has ended, or as it stands when the time is over. */
    public Optional<RunView> await(String id, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = signals.transitions();
            var run = get(id);
            long left = deadline - System.nanoTime();
            if (run.isEmpty() || run.get().status().ended() || left <= 0) {
                return run;
            }
            signals.awaitTransition(seen, Math.min(left, LOOK_EVERY.toNanos()));
        }
    }

    /**
     * Waits until no task of these runs is at work: each run has ended, or waits for the world.
     *
     * @param runs which to look at, at most the filter's limit of them
     * @return false if the time was over before that
     */
    public boolean awaitQuiet(RunFilter runs, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = signals.transitions();
            if (list(runs).stream().noneMatch(RunView::atWork)) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            signals.awaitTransition(seen, Math.min(left, LOOK_EVERY.toNanos()));
        }
    }

    public List<RunView> list(RunFilter filter) {
        return db.read(tx -> RunTable.list(tx, filter)).stream().map(StoredRun::view).toList();
    }

    /** Every transition of the run, in order. */
    public List<RunEvent> events(String id) {
        return db.read(tx -> RunTable.events(tx, id));
    }

    /**
     * Makes the run's waiting tasks due now. Returns whether any was waiting. One that is running
     * just then is not told, so its own delay bounds how late it learns.
     */
    public boolean wake(Tx tx, String id) {
        var waiting =
                RunTable.find(tx, id).stream()
                        .flatMap(run -> run.state().tasks().stream())
                        .filter(task -> task.status() == TaskStatus.WAITING)
                        .toList();
        waiting.forEach(task -> apply(tx, id, new RunEvent.Woken(now(), task.name())));
        return !waiting.isEmpty();
    }

    /**
     * Cancels a run. Returns false when it had ended already, or never was. Steps are interrupted:
     * in this process at once, in others when they renew their lease.
     */
    public boolean cancel(String id, String reason) {
        return apply(id, new RunEvent.Cancelled(now(), reason)).isPresent();
    }

    Optional<Transition> apply(String id, RunEvent event) {
        return db.write(tx -> apply(tx, id, event));
    }

    /** Stores the transition that the event causes; empty when it does not apply any more. */
    Optional<Transition> apply(Tx tx, String id, RunEvent event) {
        tx.lock("pipelines_run_" + id);
        var run = RunTable.find(tx, id);
        var transition = run.flatMap(found -> RunMachine.next(found.state(), event));
        if (run.isPresent() && transition.isPresent()) {
            RunTable.save(tx, run.get(), event, transition.get().state());
            publish(tx, id, transition.get().effects());
        }
        return transition;
    }

    private void publish(Tx tx, String id, List<RunEffect> effects) {
        tx.afterCommit(() -> signals.publish(id, effects));
    }

    Signals signals() {
        return signals;
    }

    private long now() {
        return Micros.of(clock.instant());
    }
}
