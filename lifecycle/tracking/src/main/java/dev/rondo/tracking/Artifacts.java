package dev.rondo.tracking;

import dev.rondo.store.BlobEntry;
import dev.rondo.store.BlobNames;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.io.InputStream;
import java.util.List;

/**
 * The files of runs, each under {@code artifacts/EXPERIMENT/RUN/artifacts/} of the blobs. A path is
 * segments joined by {@code /}, none of them empty, {@code .} or {@code ..}; any characters will
 * do.
 */
public final class Artifacts {
    private final Db db;
    private final Blobs blobs;

    Artifacts(Db db, Blobs blobs) {
        this.db = db;
        this.blobs = blobs;
    }

    /** Stores a file of the run, replacing an earlier one of the path. */
    public Artifact put(String runId, String path, InputStream content) {
        var run =
                db.read(tx -> {
                    RunTable.requireActive(tx, runId);
                    return RunTable.require(tx, runId);
                });
        var blob = blobs.put(key(run, path), content);
        return new Artifact(path, false, blob.size());
    }

    /**
     * Opens a file of the run.
     *
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code blob.not_found}
     */
    public InputStream open(String runId, String path) {
        var run = db.read(tx -> RunTable.require(tx, runId));
        return blobs.open(key(run, path));
    }

    /**
     * What lies directly under a path, sorted by name; empty if nothing does.
     *
     * @param path "" for the run's root
     */
    public List<Artifact> list(String runId, String path) {
        var run = db.read(tx -> RunTable.require(tx, runId));
        var parent = path.isEmpty() ? "" : path + "/";
        return blobs.list(path.isEmpty() ? root(run) : key(run, path)).stream()
                .map(entry -> artifact(parent, entry))
                .toList();
    }

    private static Artifact artifact(String parent, BlobEntry entry) {
        return new Artifact(parent + BlobNames.decode(entry.name()), entry.folder(), entry.size());
    }

    private static String key(Run run, String path) {
        return root(run) + "/" + BlobNames.encode(path);
    }

    private static String root(Run run) {
        return "artifacts/" + run.experimentId() + "/" + run.id() + "/artifacts";
    }
}
