package dev.rondo.data;

import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datasets by name, each a row of immutable versions. */
public final class Datasets {
    public Datasets(Db db, Blobs blobs, InstantSource clock) {}

    /** Reads a CSV file into a new version; a file with the latest version's content makes none. */
    public DatasetVersion ingest(String name, InputStream csv, IngestOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Stores a table as a new version, unchecked; the latest version's content makes none. */
    public DatasetVersion write(
            String name, Table table, @Nullable String target, Map<String, String> lineage) {
        throw new UnsupportedOperationException();
    }

    public Table read(String name, int version) {
        throw new UnsupportedOperationException();
    }

    /** The latest version of each dataset, by name. */
    public List<DatasetVersion> list() {
        throw new UnsupportedOperationException();
    }

    /** All versions, the newest first. */
    public List<DatasetVersion> versions(String name) {
        throw new UnsupportedOperationException();
    }

    public DatasetVersion get(String name, int version) {
        throw new UnsupportedOperationException();
    }

    public Optional<DatasetVersion> latest(String name) {
        throw new UnsupportedOperationException();
    }

    public Profile profile(String name, int version) {
        throw new UnsupportedOperationException();
    }

    public Suite suite(String name, int version) {
        throw new UnsupportedOperationException();
    }
}
