package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Registered models, their versions and aliases.
 *
 * <pre>{@code
 * var version = registry.register(new Registration("churn", lineage, Map.of(), null), directory);
 * registry.setAlias("churn", "champion", version.version());
 * var model = ModelDirectory.load(registry.directory("churn", version.version()));
 * }</pre>
 */
public final class Registry {
    /** Brings the room's tables up to date. */
    public Registry(Db db, Blobs blobs, InstantSource clock) {}

    /** Stores the files of a model directory and makes a version of them. */
    public ModelVersion register(Registration registration, Path modelDirectory) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores the files of a model directory, for {@link #register(Tx, Registration, StoredModel)}.
     * Doing it twice is the same as doing it once.
     *
     * @throws dev.rondo.base.RondoException of kind USER when it holds no model that can be loaded
     */
    public StoredModel store(Path modelDirectory) {
        throw new UnsupportedOperationException();
    }

    /** Makes a version of stored files as part of a transaction. */
    public ModelVersion register(Tx tx, Registration registration, StoredModel files) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public RegisteredModel model(String name) {
        throw new UnsupportedOperationException();
    }

    /** The models by name. */
    public Page<RegisteredModel> models(int limit, @Nullable String pageToken) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public ModelVersion version(String name, int version) {
        throw new UnsupportedOperationException();
    }

    /** The model's versions, latest first. */
    public List<ModelVersion> versions(String name) {
        throw new UnsupportedOperationException();
    }

    /** Reads {@code name@alias} or {@code name/version}. */
    public ModelVersion resolve(String reference) {
        throw new UnsupportedOperationException();
    }

    /**
     * Points an alias to a version, away from the one that it named before.
     *
     * @param alias 1 to 255 letters, digits, {@code _} or {@code -}; not {@code latest} or {@code
     *     v} and a number
     */
    public void setAlias(String name, String alias, int version) {
        throw new UnsupportedOperationException();
    }

    public void setAlias(Tx tx, String name, String alias, int version) {
        throw new UnsupportedOperationException();
    }

    /** Nothing happens if there is none. */
    public void deleteAlias(String name, String alias) {
        throw new UnsupportedOperationException();
    }

    /** Adds tags to a version, replacing those with the same key. */
    public void tag(String name, int version, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    /** A local folder with the version's files, to be read only. */
    public Path directory(String name, int version) {
        throw new UnsupportedOperationException();
    }
}
