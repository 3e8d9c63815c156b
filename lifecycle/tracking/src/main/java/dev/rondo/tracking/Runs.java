package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs, and what is logged to them. */
public final class Runs {
    private final Db db;
    private final InstantSource clock;

    Runs(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    public RunDetails create(NewRun wanted) {
        throw new UnsupportedOperationException();
    }

    public RunDetails create(Tx tx, NewRun wanted) {
        throw new UnsupportedOperationException();
    }

    public RunDetails get(String id) {
        throw new UnsupportedOperationException();
    }

    public Run update(String id, RunUpdate update) {
        throw new UnsupportedOperationException();
    }

    /** Sets a status that ends the run, and the end time if it has none. */
    public Run finish(String id, RunStatus status) {
        throw new UnsupportedOperationException();
    }

    public void delete(String id) {
        throw new UnsupportedOperationException();
    }

    public void restore(String id) {
        throw new UnsupportedOperationException();
    }

    public void log(String id, RunBatch batch) {
        throw new UnsupportedOperationException();
    }

    public void log(Tx tx, String id, RunBatch batch) {
        throw new UnsupportedOperationException();
    }

    public void deleteTag(String id, String key) {
        throw new UnsupportedOperationException();
    }

    public void logInputs(String id, List<DatasetInput> datasets, List<ModelInput> models) {
        throw new UnsupportedOperationException();
    }

    public void logInputs(Tx tx, String id, List<DatasetInput> datasets, List<ModelInput> models) {
        throw new UnsupportedOperationException();
    }

    public void logOutputs(String id, List<ModelOutput> models) {
        throw new UnsupportedOperationException();
    }

    public Page<Metric> history(
            String id, String key, @Nullable Integer maxResults, @Nullable String pageToken) {
        throw new UnsupportedOperationException();
    }

    public List<RunMetric> historyBulk(List<String> ids, String key, int max) {
        throw new UnsupportedOperationException();
    }

    public List<RunMetric> historySampled(
            List<String> ids,
            String key,
            @Nullable Long startStep,
            @Nullable Long endStep,
            int max) {
        throw new UnsupportedOperationException();
    }

    public List<DatasetSummary> datasets(List<String> experimentIds) {
        throw new UnsupportedOperationException();
    }
}
