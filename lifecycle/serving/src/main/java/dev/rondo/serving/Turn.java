package dev.rondo.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.store.Tx;
import org.jspecify.annotations.Nullable;

/**
 * One database transaction in which an endpoint's releases may move. It holds the locks that keep
 * other turns and freezes out until its end, and stores every transition with its effects.
 */
final class Turn {
    private static final String FREEZES = "serving/freezes";

    private final Tx tx;
    private final String endpoint;
    private final long now;
    private Lineup lineup;
    private boolean rerouted;

    private Turn(Tx tx, String endpoint, long now) {
        this.tx = tx;
        this.endpoint = endpoint;
        this.now = now;
        this.lineup = ReleaseRows.lineup(tx, endpoint);
    }

    static Turn begin(Tx tx, String endpoint, long now) {
        tx.lock("serving/" + endpoint);
        lockFreezes(tx);
        return new Turn(tx, endpoint, now);
    }

    /** Held by whoever promotes and by whoever freezes, so that neither misses the other. */
    static void lockFreezes(Tx tx) {
        tx.lock(FREEZES);
    }

    Tx tx() {
        return tx;
    }

    Lineup lineup() {
        return lineup;
    }

    long now() {
        return now;
    }

    boolean rerouted() {
        return rerouted;
    }

    /** What is known about the release under way, in this transaction. */
    ObjectNode figures(Watches watches) {
        var release = lineup.challenger();
        return Figures.of(
                release, ReleaseRows.progress(tx, release.id()), watches.total(tx, release.id()));
    }

    /** Puts a release that is not stored yet in the line-up. */
    void start(Release release, @Nullable String onceKey, Evidence evidence) {
        ReleaseRows.insert(tx, release, onceKey);
        apply(new ReleaseEvent.Started(release, evidence));
    }

    /** Whether it changed anything. */
    boolean apply(ReleaseEvent event) {
        var transition = ReleaseMachine.next(lineup, event);
        lineup = transition.lineup();
        for (var effect : transition.effects()) {
            switch (effect) {
                case Effect.Moved moved -> store(moved);
                case Effect.Rerouted _ -> reroute();
            }
        }
        return !transition.effects().isEmpty();
    }

    private void store(Effect.Moved moved) {
        var release = moved.release();
        ReleaseRows.update(tx, release);
        ReleaseRows.addStep(tx, moved, now);
        if (moved.from() == ReleaseState.SHADOW && release.state() != ReleaseState.SHADOW) {
            ShadowRows.delete(tx, release.id());
        }
        if (release.state() == ReleaseState.CANARY && release.hold() == null) {
            ReleaseRows.save(tx, release.id(), ReleaseRows.progress(tx, release.id()).stageBegun());
        }
    }

    private void reroute() {
        EndpointRows.route(tx, endpoint, lineup);
        rerouted = true;
    }
}
