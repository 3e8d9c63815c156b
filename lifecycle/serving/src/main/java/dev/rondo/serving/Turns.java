package dev.rondo.serving;

import dev.rondo.base.Micros;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives out turns: each a transaction, with the routing following it once it is durable. */
final class Turns {
    private final Db db;
    private final Routings routings;
    private final InstantSource clock;

    Turns(Db db, Routings routings, InstantSource clock) {
        this.db = db;
        this.routings = routings;
        this.clock = clock;
    }

    <T extends @Nullable Object> T take(String endpoint, Function<Turn, T> work) {
        return take(endpoint, tx -> Turn.begin(tx, endpoint, now()), work);
    }

    /** A turn on an endpoint that the same transaction makes. */
    <T extends @Nullable Object> T takeNew(
            String endpoint, FailurePolicy policy, Function<Turn, T> work) {
        return take(
                endpoint,
                tx -> {
                    EndpointRows.insert(tx, endpoint, policy, now());
                    return Turn.begin(tx, endpoint, now());
                },
                work);
    }

    private record Taken<T extends @Nullable Object>(T result, boolean rerouted) {}

    private <T extends @Nullable Object> T take(
            String endpoint, Function<Tx, Turn> begin, Function<Turn, T> work) {
        var taken =
                db.write(tx -> {
                    var turn = begin.apply(tx);
                    var result = work.apply(turn);
                    return new Taken<>(result, turn.rerouted());
                });
        if (taken.rerouted()) {
            routings.refresh(endpoint);
        }
        return taken.result();
    }

    long now() {
        return Micros.of(clock.instant());
    }
}
