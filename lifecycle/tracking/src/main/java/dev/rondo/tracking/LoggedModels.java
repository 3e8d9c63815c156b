package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.Map;

/** Models that were logged by themselves, with metrics, parameters and tags of their own. */
public final class LoggedModels {
    private final Db db;
    private final InstantSource clock;

    LoggedModels(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    public LoggedModel create(NewLoggedModel wanted) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel get(String id) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel getEvenDeleted(String id) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel finish(String id, LoggedModelStatus status) {
        throw new UnsupportedOperationException();
    }

    public void delete(String id) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel setTags(String id, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel get(Tx tx, String id) {
        throw new UnsupportedOperationException();
    }

    public LoggedModel setTags(Tx tx, String id, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    public void deleteTag(String id, String key) {
        throw new UnsupportedOperationException();
    }

    public void logParams(String id, Map<String, String> params) {
        throw new UnsupportedOperationException();
    }
}
