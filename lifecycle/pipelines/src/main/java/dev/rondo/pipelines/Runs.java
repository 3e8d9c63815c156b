package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs of pipelines, kept in the database. */
public final class Runs {
    public Runs(Db db, InstantSource clock) {}

    /**
     * Stores a run; its first tasks are ready once the transaction is durable.
     *
     * @param onceKey a second start with it returns the first run's id and changes nothing
     * @return the run's id
     */
    public String start(
            Tx tx, Pipeline pipeline, ObjectNode parameters, @Nullable String onceKey) {
        throw new UnsupportedOperationException();
    }

    public Optional<RunView> get(String id) {
        throw new UnsupportedOperationException();
    }

    /** The run as soon as it has ended, or as it stands when the time is over. */
    public Optional<RunView> await(String id, Duration atMost) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public List<RunView> list(RunFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** Every transition of the run, in order. */
    public List<RunEvent> events(String id) {
        throw new UnsupportedOperationException();
    }

    /** Makes the run's waiting tasks due now. Returns whether any was waiting. */
    public boolean wake(Tx tx, String id) {
        throw new UnsupportedOperationException();
    }

    /** Cancels a run. Returns false when it had ended already. */
    public boolean cancel(String id, String reason) {
        throw new UnsupportedOperationException();
    }
}
