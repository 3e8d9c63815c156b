package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.base.Micros;
import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern REFERENCE =
            Pattern.compile("(?<name>[^/:]+)(?:@(?<alias>[^@/:]+)|/(?<version>[0-9]{1,9}))");

    private final Db db;
    private final ModelBlobs files;
    private final InstantSource clock;

    /** Brings the room's tables up to date. */
    public Registry(Db db, Blobs blobs, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        files = new ModelBlobs(blobs);
        Migrations.apply(db, "registry", Registry.class);
    }

    /** Stores the files of a model directory and makes a version of them. */
    public ModelVersion register(Registration registration, Path modelDirectory) {
        var present = db.read(tx -> once(tx, registration));
        if (present.isPresent()) {
            return present.get();
        }
        check(registration);
        var stored = store(modelDirectory);
        return db.write(tx -> register(tx, registration, stored));
    }

    /**
     * Stores the files of a model directory, for {@link #register(Tx, Registration, StoredModel)}.
     * Doing it twice is the same as doing it once.
     *
     * @throws dev.rondo.base.RondoException of kind USER when it holds no model that can be loaded
     */
    public StoredModel store(Path modelDirectory) {
        return files.store(modelDirectory);
    }

    /** Makes a version of stored files as part of a transaction. */
    public ModelVersion register(Tx tx, Registration registration, StoredModel stored) {
        check(registration);
        long now = Micros.of(clock.instant());
        ModelTable.createAndLock(tx, registration.name(), now);
        var present = once(tx, registration);
        if (present.isPresent()) {
            return present.get();
        }
        int version = ModelTable.nextVersion(tx, registration.name(), now);
        VersionTable.insert(tx, registration, version, stored, now);
        return VersionTable.require(tx, registration.name(), version);
    }

    /**
     * A model by its name.
     *
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public RegisteredModel model(String name) {
        return db.read(tx -> ModelTable.require(tx, name));
    }

    /** The models by name. */
    public Page<RegisteredModel> models(int limit, @Nullable String pageToken) {
        Page.checkLimit(limit);
        var after = pageToken == null ? "" : nameIn(pageToken);
        var found = db.read(tx -> ModelTable.after(tx, after, limit + 1));
        return Page.cut(found, limit, model -> token(model.name()));
    }

    /**
     * One version of a model.
     *
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public ModelVersion version(String name, int version) {
        return db.read(tx -> VersionTable.require(tx, name, version));
    }

    /** The model's versions, latest first. */
    public List<ModelVersion> versions(String name) {
        return db.read(tx -> {
            ModelTable.require(tx, name);
            return VersionTable.all(tx, name);
        });
    }

    /** Reads {@code name@alias} or {@code name/version}. */
    public ModelVersion resolve(String reference) {
        var at = REFERENCE.matcher(reference);
        if (!at.matches()) {
            throw RondoException.user(
                            "model.reference",
                            "\"" + Checks.shown(reference) + "\" names no version of a model")
                    .because("it is neither name@alias nor name/version")
                    .next("write for example churn@champion or churn/3");
        }
        var name = at.group("name");
        var alias = at.group("alias");
        return db.read(tx ->
                alias == null
                        ? VersionTable.require(tx, name, Integer.parseInt(at.group("version")))
                        : VersionTable.requireAlias(tx, name, alias));
    }

    /**
     * Points an alias to a version, away from the one that it named before.
     *
     * @param alias 1 to 255 letters, digits, {@code _} or {@code -}; not {@code latest} or {@code
     *     v} and a number
     */
    public void setAlias(String name, String alias, int version) {
        db.execute(tx -> setAlias(tx, name, alias, version));
    }

    public void setAlias(Tx tx, String name, String alias, int version) {
        Checks.alias(alias);
        VersionTable.require(tx, name, version);
        VersionTable.setAlias(tx, name, alias, version);
    }

    /** Nothing happens if there is none. */
    public void deleteAlias(String name, String alias) {
        db.execute(tx -> VersionTable.deleteAlias(tx, name, alias));
    }

    /** Adds tags to a version, replacing those with the same key. */
    public void tag(String name, int version, Map<String, String> tags) {
        Checks.tags(tags);
        db.execute(tx -> {
            VersionTable.require(tx, name, version);
            VersionTable.setTags(tx, name, version, tags);
        });
    }

    /** A local folder with the version's files, to be read only. */
    public Path directory(String name, int version) {
        return files.directory(version(name, version).digest());
    }

    private static void check(Registration registration) {
        Checks.name(registration.name());
        Checks.tags(registration.tags());
    }

    private static Optional<ModelVersion> once(Tx tx, Registration registration) {
        var key = registration.onceKey();
        return key == null ? Optional.empty() : VersionTable.once(tx, registration.name(), key);
    }

    private static String token(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
    }

    private static String nameIn(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException e) {
            throw Page.invalidToken().causedBy(e);
        }
    }
}
