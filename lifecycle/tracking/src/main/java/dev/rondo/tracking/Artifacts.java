package dev.rondo.tracking;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.store.BlobContent;
import dev.rondo.store.BlobEntry;
import dev.rondo.store.BlobNames;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of runs and logged models. They lie under one root, whose address is {@link
 * ArtifactUris#ROOT}; a path below it is segments joined by {@code /} of any characters but a
 * backslash and the character 0. A path that would leave the root, as it is or when it is unescaped
 * again, is USER {@code artifact.path}.
 */
public final class Artifacts {
    /**
     * The folder of the models that the registry keeps. Whoever serves them trusts that they stay
     * what they were, so files there can be read and listed only: writing one is USER {@code
     * artifact.read_only}.
     */
    public static final String REGISTERED = "registered-models";

    private static final String KEYS = "artifacts";

    private final Db db;
    private final Blobs blobs;
    private final ArtifactUploads uploads;

    Artifacts(Db db, Blobs blobs, InstantSource clock) {
        this.db = db;
        this.blobs = blobs;
        uploads = new ArtifactUploads(this, blobs, clock);
        uploads.removeAbandoned();
    }

    /** Files that come in parts. */
    public ArtifactUploads uploads() {
        return uploads;
    }

    /**
     * The path of an address such as {@code mlflow-artifacts:/1/RUN/artifacts}.
     *
     * @throws RondoException of kind USER {@code artifact.elsewhere} for one that is not kept here
     */
    public static String path(String address) {
        var root = ArtifactUris.ROOT;
        if (!address.startsWith(root) || address.startsWith(root + "/")) {
            throw RondoException.user(
                            "artifact.elsewhere",
                            "the files at " + address + " are not kept by this server")
                    .next("read them from there");
        }
        return ArtifactPath.normalise(address.substring(root.length()));
    }

    /** Stores a file, replacing an earlier one of the path; until it is whole it is not seen. */
    public Artifact put(String path, InputStream content) {
        var plain = requireWritable(path);
        try {
            var blob = blobs.put(key(plain), content);
            db.execute(tx -> ArtifactTable.put(tx, plain, blob));
            return new Artifact(plain, false, blob.size());
        } catch (RondoException e) {
            throw e.code().equals("blob.key_taken") ? taken(plain, e) : e;
        }
    }

    private static RondoException taken(String path, RondoException e) {
        return RondoException.conflict(
                        "artifact.path_taken",
                        "A file and a folder cannot have the same path: '" + path + "'")
                .causedBy(e);
    }

    /**
     * Opens a file; to be closed.
     *
     * @throws RondoException of kind NOT_FOUND {@code artifact.not_found}; USER {@code
     *     artifact.folder} for a folder
     */
    public ArtifactContent open(String path) {
        var plain = requireFile(path);
        try {
            var content = blobs.read(key(plain));
            return new ArtifactContent(plain, content, digest(plain, content));
        } catch (RondoException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
            if (!blobs.list(key(plain)).isEmpty()) {
                throw RondoException.user(
                        "artifact.folder",
                        "Artifact path refers to a directory, not a file: '" + plain + "'");
            }
            throw RondoException.notFound("artifact.not_found", "No such artifact: '" + plain + "'")
                    .causedBy(e);
        }
    }

    /**
     * What lies directly under a path, sorted by name; empty if nothing does, as under a file.
     *
     * @param path "" for the root of all
     */
    public List<Artifact> list(String path) {
        var plain = ArtifactPath.normalise(path);
        var parent = plain.isEmpty() ? "" : plain + "/";
        return blobs.list(plain.isEmpty() ? KEYS : key(plain)).stream()
                .map(entry -> artifact(parent, entry))
                .toList();
    }

    private static Artifact artifact(String parent, BlobEntry entry) {
        return new Artifact(parent + BlobNames.decode(entry.name()), entry.folder(), entry.size());
    }

    /** Removes a file, or a folder with all in it; nothing happens if there is none. */
    public void delete(String path) {
        var plain = requireWritable(path);
        blobs.deleteAll(key(plain));
        db.execute(tx -> ArtifactTable.remove(tx, plain));
    }

    /** Stores a file of an active run. */
    public Artifact put(String runId, String path, InputStream content) {
        var root =
                db.read(tx -> {
                    var run = RunTable.require(tx, runId);
                    RunTable.refuseDeleted(runId, run.lifecycleStage());
                    return root(run);
                });
        var stored = put(below(root, path), content);
        return new Artifact(stored.path().substring(root.length() + 1), false, stored.size());
    }

    /** Opens a file of a run; to be closed. */
    public InputStream open(String runId, String path) {
        return open(below(root(db.read(tx -> RunTable.require(tx, runId))), path)).stream();
    }

    /** Lists the files of a run, with paths from its root. */
    public List<Artifact> list(String runId, String path) {
        var root = root(db.read(tx -> RunTable.require(tx, runId)));
        return below(root, list(below(root, path)));
    }

    /**
     * The path of a file below a root, which it cannot leave.
     *
     * @param path "" for the root itself
     */
    public static String below(String root, String path) {
        var plain = ArtifactPath.normalise(path);
        return plain.isEmpty() ? root : root + "/" + plain;
    }

    /** The same files with paths from the root on. */
    public static List<Artifact> below(String root, List<Artifact> files) {
        return files.stream()
                .map(file ->
                        new Artifact(
                                file.path().substring(root.length() + 1),
                                file.folder(),
                                file.size()))
                .toList();
    }

    private static String root(Run run) {
        return path(run.artifactUri());
    }

    /** Null for a file whose digest was not told before the server was killed. */
    private @Nullable String digest(String plain, BlobContent content) {
        try {
            return db.read(tx -> ArtifactTable.digest(tx, plain, content)).orElse(null);
        } catch (RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /** The path of a file, which the root is not. */
    static String requireFile(String path) {
        var plain = ArtifactPath.normalise(path);
        if (plain.isEmpty()) {
            throw RondoException.user("artifact.path", "Invalid path");
        }
        return plain;
    }

    static String requireWritable(String path) {
        var plain = requireFile(path);
        if (plain.equals(REGISTERED) || plain.startsWith(REGISTERED + "/")) {
            throw RondoException.user(
                            "artifact.read_only",
                            "The files of registered models cannot be changed: '" + plain + "'")
                    .next("log the model to a run and register a version of that");
        }
        return plain;
    }

    private static String key(String plain) {
        return KEYS + "/" + BlobNames.encode(plain);
    }
}
