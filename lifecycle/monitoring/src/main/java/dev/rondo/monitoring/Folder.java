package dev.rondo.monitoring;

import dev.rondo.base.Micros;
import dev.rondo.journal.Journal;
import dev.rondo.monitoring.ProgressTable.Cursor;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Folds batches: reads what came in and the state it meets, computes, and stores the new state, the
 * published windows, the alerts and the cursor in one transaction. A batch is folded wholly and
 * once, or not at all.
 */
final class Folder {
    /** How often a batch is tried anew when a monitor was changed meanwhile. */
    private static final int ATTEMPTS = 10;

    private final Db db;
    private final Journal journal;
    private final References references;
    private final InstantSource clock;
    private final AlertListener listener;
    private final int batch;

    Folder(
            Db db,
            Journal journal,
            References references,
            InstantSource clock,
            AlertListener listener,
            int batch) {
        this.db = db;
        this.journal = journal;
        this.references = references;
        this.clock = clock;
        this.listener = listener;
        this.batch = batch;
    }

    Cursor cursor() {
        return db.read(tx -> ProgressTable.cursor(tx, journal.replica()));
    }

    /** Folds the next batch; the cursor behind it, which is the same if there was nothing. */
    Cursor step() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var from = cursor();
            var outcomes = db.read(tx -> OutcomeTable.arrived(tx, from.outcomePosition(), batch));
            boolean more = outcomes.size() == batch;
            var arrivals = Arrivals.read(journal, from, outcomes, more, batch);
            if (arrivals.next().equals(from)) {
                return from;
            }
            var states = fold(arrivals);
            if (store(states, from, arrivals.next())) {
                return arrivals.next();
            }
        }
        throw new IllegalStateException("monitors change faster than a batch can be folded");
    }

    private Map<String, EndpointState> fold(Arrivals arrivals) {
        var states =
                db.read(tx -> {
                    var loaded = new TreeMap<String, EndpointState>();
                    arrivals.eventTimes().forEach((name, times) -> load(tx, name, times, loaded));
                    return loaded;
                });
        long now = Micros.of(clock.instant());
        var folds = new HashMap<String, Fold>();
        states.forEach((endpoint, state) -> folds.put(endpoint, new Fold(state)));
        for (var item : arrivals.items()) {
            var fold = folds.get(item.endpoint());
            if (fold != null) {
                switch (item) {
                    case Arrivals.Predicted p -> fold.record(p.record(), p.sequence(), now);
                    case Arrivals.Learned l -> fold.outcome(l.outcome());
                }
            }
        }
        return states;
    }

    private void load(Tx tx, String endpoint, Set<Long> times, Map<String, EndpointState> into) {
        var found = MonitorTable.find(tx, endpoint);
        if (found.isEmpty()) {
            return;
        }
        var monitor = found.get();
        var state =
                new EndpointState(
                        monitor.spec(),
                        monitor.live(),
                        monitor.revision(),
                        MonitorTable.references(tx, endpoint),
                        references,
                        AlertTable.open(tx, endpoint));
        ProgressTable.load(tx, state);
        var starts =
                times.stream()
                        .map(time -> Fold.startOf(time, monitor.spec().windowMicros()))
                        .collect(Collectors.toSet());
        for (var window : WindowTable.startingAt(tx, endpoint, starts)) {
            state.windows.put(window.key, window);
        }
        for (var window : WindowTable.unsettled(tx, endpoint)) {
            state.windows.putIfAbsent(window.key, window);
        }
        into.put(endpoint, state);
    }

    /** Closes windows of endpoints that have fallen silent; whether anything was published. */
    boolean idle() {
        long now = Micros.of(clock.instant());
        var from = cursor();
        var states =
                db.read(tx -> {
                    var loaded = new TreeMap<String, EndpointState>();
                    MonitorTable.unsettled(tx).forEach(name -> load(tx, name, Set.of(), loaded));
                    return loaded;
                });
        states.values().forEach(state -> new Fold(state).idle(now));
        states.values().removeIf(state -> state.results.isEmpty());
        return !states.isEmpty() && store(states, from, from);
    }

    /** False if someone else folded the batch, or changed a monitor that it met. */
    private boolean store(Map<String, EndpointState> states, Cursor from, Cursor to) {
        return db.write(tx -> {
            if (!unchanged(tx, states) || !ProgressTable.move(tx, journal.replica(), from, to)) {
                return false;
            }
            states.values().forEach(state -> store(tx, state));
            return true;
        });
    }

    private boolean unchanged(Tx tx, Map<String, EndpointState> states) {
        for (var entry : states.entrySet()) {
            long now =
                    MonitorTable.lockedRevision(tx, entry.getKey(), db.dialect().forUpdate())
                            .orElse(-1L);
            if (now != entry.getValue().revision) {
                return false;
            }
        }
        return true;
    }

    private void store(Tx tx, EndpointState state) {
        ProgressTable.store(tx, state);
        List<Window> changed = state.windows.values().stream().filter(w -> w.changed).toList();
        WindowTable.store(tx, state.spec.endpoint(), changed);
        WindowTable.publish(tx, state.results);
        AlertTable.store(tx, state.alerts);
        for (var alert : state.alerts.fired()) {
            listener.fired(tx, alert, state.alerts.incidentOf(alert));
        }
    }
}
