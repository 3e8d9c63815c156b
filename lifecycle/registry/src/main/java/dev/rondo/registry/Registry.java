package dev.rondo.registry;

import dev.rondo.base.RondoException;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import dev.rondo.tracking.Tracking;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Registered models, their versions and aliases, and the webhooks that are told of them.
 *
 * <pre>{@code
 * var version = registry.register(new Registration("churn", lineage, Map.of(), null), directory);
 * registry.models().setAlias("churn", "champion", version.version());
 * var model = ModelDirectory.load(registry.directory("churn", version.version()));
 * }</pre>
 */
public final class Registry {
    private static final Pattern REFERENCE =
            Pattern.compile("(?<name>[^/:]+)(?:@(?<alias>[^@/:]+)|/(?<version>[0-9]{1,9}))");

    private final Db db;
    private final InstantSource clock;
    private final VersionReader reader;
    private final VersionFiles files;
    private final RegisteredModels models;
    private final ModelVersions versions;
    private final Webhooks webhooks;
    private final Imports imports;

    /** Brings the room's tables up to date. */
    public Registry(
            Db db,
            Blobs blobs,
            Tracking tracking,
            WebhookPolicy policy,
            WebhookSecrets secrets,
            InstantSource clock) {
        this.db = db;
        this.clock = clock;
        Migrations.apply(db, "registry", Registry.class);
        var keys = new Keys(db.dialect());
        var outbox = new Outbox(clock);
        reader = new VersionReader(keys);
        files = new VersionFiles(blobs, tracking);
        var table = new ModelTable(keys, reader);
        models = new RegisteredModels(db, table, reader, outbox, clock);
        imports = new Imports(db, table, reader, new Sources(db, tracking, new References(reader)));
        versions = new ModelVersions(db, tracking, reader, outbox, clock);
        webhooks = new Webhooks(db, outbox, policy, secrets, clock);
    }

    public RegisteredModels models() {
        return models;
    }

    public ModelVersions versions() {
        return versions;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public Imports imports() {
        return imports;
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
     * @throws RondoException of kind USER when it holds no model that can be loaded
     */
    public StoredModel store(Path modelDirectory) {
        return files.store(modelDirectory);
    }

    /** Makes a version of stored files as part of a transaction. */
    public ModelVersion register(Tx tx, Registration registration, StoredModel stored) {
        check(registration);
        long now = clock.millis();
        var name = registration.name();
        models.lockOrCreate(tx, name);
        var present = once(tx, registration);
        if (present.isPresent()) {
            return present.get();
        }
        var address = VersionFiles.address(stored);
        var version =
                new ModelVersion(
                        name,
                        ModelTable.nextVersion(tx, name, now),
                        now,
                        now,
                        null,
                        Stage.NONE,
                        "",
                        address,
                        "",
                        null,
                        registration.lineage(),
                        stored.digest(),
                        stored.signature(),
                        registration.tags(),
                        Set.of());
        versions.insert(tx, version, address, registration.onceKey());
        return version;
    }

    /**
     * Reads {@code name@alias} or {@code name/version}.
     *
     * @throws RondoException of kind NOT_FOUND {@code model.not_found}
     */
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
                reader.get(
                        tx,
                        name,
                        alias == null
                                ? Integer.parseInt(at.group("version"))
                                : ofAlias(tx, name, alias)));
    }

    private static int ofAlias(Tx tx, String name, String alias) {
        return ModelTable.versionOf(tx, name, alias)
                .orElseThrow(() ->
                        RondoException.notFound(
                                        "model.not_found",
                                        "there is no alias \"%s\" of model \"%s\""
                                                .formatted(Checks.shown(alias), Checks.shown(name)))
                                .next("list the model's versions"));
    }

    /**
     * The version with its digest and signature. They are read from its files when they are first
     * asked for, and kept.
     *
     * @throws RondoException of kind USER when the files are no model that can be loaded
     */
    public ModelVersion described(String name, int version) {
        var known = versions.get(name, version);
        if (known.digest() != null) {
            return known;
        }
        var model = ModelDirectory.load(directory(name, version));
        var read = new StoredModel(model.digest(), model.signature());
        return db.write(tx -> {
            VersionTable.setFiles(tx, name, version, read);
            return reader.get(tx, name, version);
        });
    }

    /**
     * Where a version's files are among the artifacts, {@code runs:/} and logged models followed.
     *
     * @return a path below {@code mlflow-artifacts:/}
     * @throws RondoException of kind USER {@code model.elsewhere} when they are not in our store
     */
    public String artifactPath(String name, int version) {
        return files.path(versions.downloadUri(name, version));
    }

    /**
     * A local folder with the version's files, to be read only.
     *
     * @throws RondoException of kind USER {@code model.elsewhere} when they are not in our store
     */
    public Path directory(String name, int version) {
        return files.directory(versions.downloadUri(name, version));
    }

    private static void check(Registration registration) {
        Checks.newName(registration.name());
        Checks.tags(registration.tags());
    }

    private Optional<ModelVersion> once(Tx tx, Registration registration) {
        var key = registration.onceKey();
        return key == null ? Optional.empty() : reader.once(tx, registration.name(), key);
    }
}
