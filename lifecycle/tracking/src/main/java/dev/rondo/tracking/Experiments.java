package dev.rondo.tracking;

import dev.rondo.store.Db;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The named groups of runs. */
public final class Experiments {
    private final Db db;
    private final InstantSource clock;

    Experiments(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    public Experiment create(NewExperiment wanted) {
        throw new UnsupportedOperationException();
    }

    public Experiment get(String id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Experiment> named(String name) {
        throw new UnsupportedOperationException();
    }

    public Experiment namedOrNew(String name) {
        throw new UnsupportedOperationException();
    }

    public void rename(String id, String name) {
        throw new UnsupportedOperationException();
    }

    public void delete(String id) {
        throw new UnsupportedOperationException();
    }

    public void restore(String id) {
        throw new UnsupportedOperationException();
    }

    public void setTag(String id, String key, String value) {
        throw new UnsupportedOperationException();
    }

    public void deleteTag(String id, String key) {
        throw new UnsupportedOperationException();
    }
}
