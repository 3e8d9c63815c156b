package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import dev.rondo.tracking.Tracking;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Versions of registered models, whose files are somewhere already. */
public final class ModelVersions {
    private final Db db;
    private final VersionReader reader;
    private final Sources sources;
    private final LoggedVersions logged;
    private final VersionSearch search;
    private final Outbox outbox;
    private final InstantSource clock;

    ModelVersions(
            Db db, Tracking tracking, VersionReader reader, Outbox outbox, InstantSource clock) {
        this.db = db;
        this.reader = reader;
        this.outbox = outbox;
        this.clock = clock;
        sources = new Sources(db, tracking, new References(reader));
        logged = new LoggedVersions(tracking.loggedModels());
        search = new VersionSearch(db, reader);
    }

    /**
     * Makes a version of a model that exists.
     *
     * @throws RondoException of kind USER {@code model.source} when the source is not one of the
     *     run or logged model that is named with it; NOT_FOUND {@code model.not_found}
     */
    public ModelVersion create(NewVersion wanted) {
        var origin = sources.resolve(wanted);
        Checks.name(wanted.name());
        Checks.tags(wanted.tags());
        return db.write(tx -> create(tx, wanted, origin));
    }

    private ModelVersion create(Tx tx, NewVersion wanted, Sources.Origin origin) {
        long now = clock.millis();
        ModelTable.lock(tx, wanted.name());
        var version =
                new ModelVersion(
                        wanted.name(),
                        ModelTable.nextVersion(tx, wanted.name(), now),
                        now,
                        now,
                        wanted.userId(),
                        Stage.NONE,
                        wanted.description(),
                        origin.source(),
                        wanted.runLink(),
                        origin.modelId(),
                        Lineage.ofRun(origin.runId()),
                        null,
                        null,
                        wanted.tags(),
                        Set.of());
        insert(tx, version, origin.location(), null);
        if (origin.modelId() != null && origin.modelId().equals(wanted.modelId())) {
            logged.add(tx, origin.modelId(), version);
        }
        return version;
    }

    void insert(Tx tx, ModelVersion version, String location, @Nullable String onceKey) {
        VersionTable.insert(tx, version, location, onceKey);
        outbox.add(tx, Change.versionCreated(version));
    }

    /**
     * One version of a model, complete.
     *
     * @throws RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public ModelVersion get(String name, int version) {
        Checks.name(name);
        return db.read(tx -> reader.get(tx, name, version));
    }

    /**
     * The version that an alias names; {@code latest} is the greatest.
     *
     * @throws RondoException of kind USER {@code model.alias} when the model has no such alias, of
     *     kind NOT_FOUND {@code model.not_found} for the latest of none
     */
    public ModelVersion byAlias(String name, String alias) {
        Checks.name(name);
        Checks.alias(alias);
        return db.read(tx -> {
            ModelTable.require(tx, name);
            return reader.get(tx, name, References.ofAlias(tx, name, alias));
        });
    }

    /** All versions of a model, latest first. */
    public List<ModelVersion> of(String name) {
        Checks.name(name);
        return db.read(tx -> {
            ModelTable.require(tx, name);
            var found = reader.select(tx, "WHERE v.name = ? ORDER BY v.version DESC", name);
            return reader.withAliases(tx, found);
        });
    }

    /**
     * Versions without those of prompts, unless the filter asks for those; the last changed first
     * when no order is given. They come without aliases.
     *
     * @throws RondoException of kind USER when filter, order or page token cannot be read
     */
    public Page<ModelVersion> search(RegistryQuery query) {
        return search.search(query);
    }

    /** Sets the description; null clears it. */
    public ModelVersion update(String name, int version, @Nullable String description) {
        Checks.name(name);
        return db.write(tx -> {
            VersionTable.describe(tx, name, version, description, clock.millis());
            return reader.get(tx, name, version);
        });
    }

    /**
     * Deletes a version with its aliases and tags. Its number is not used again, its files stay.
     */
    public void delete(String name, int version) {
        Checks.name(name);
        db.execute(tx -> {
            ModelTable.lock(tx, name);
            VersionTable.delete(tx, name, version);
            ModelTable.touch(tx, name, clock.millis());
        });
    }

    public void setTag(String name, int version, String key, String value) {
        setTags(name, version, Map.of(key, value));
    }

    /** Adds tags, replacing those with the same keys. */
    public void setTags(String name, int version, Map<String, String> tags) {
        Checks.name(name);
        Checks.tags(tags);
        db.execute(tx -> {
            requireLocked(tx, name, version);
            VersionTable.setTags(tx, name, version, tags);
            boolean prompt = ModelTable.isPrompt(tx, name);
            var changes =
                    tags.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(tag ->
                                    Change.versionTagSet(
                                            prompt, name, version, tag.getKey(), tag.getValue()))
                            .toList();
            outbox.add(tx, changes);
        });
    }

    /** Removes a tag; nothing happens if the version has none of the key. */
    public void deleteTag(String name, int version, String key) {
        Checks.name(name);
        Checks.key(key);
        db.execute(tx -> {
            requireLocked(tx, name, version);
            VersionTable.deleteTag(tx, name, version, key);
            boolean prompt = ModelTable.isPrompt(tx, name);
            outbox.add(tx, Change.versionTagDeleted(prompt, name, version, key));
        });
    }

    /**
     * Moves a version to a stage.
     *
     * @param archiveExisting whether the other versions of the stage are archived
     * @throws RondoException of kind USER {@code model.stage} when others are to be archived and
     *     the stage is not one in which versions are on duty
     */
    public ModelVersion transition(String name, int version, Stage stage, boolean archiveExisting) {
        Checks.name(name);
        if (archiveExisting && !stage.isActive()) {
            throw RondoException.user(
                    "model.stage",
                    "Model version transition cannot archive existing model versions because '%s' is not an Active stage. Valid stages are ['Staging', 'Production']"
                            .formatted(stage.text()));
        }
        return db.write(tx -> {
            long now = clock.millis();
            ModelTable.lock(tx, name);
            VersionTable.setStage(tx, name, version, stage, now);
            if (archiveExisting) {
                VersionTable.archiveOthers(tx, name, version, stage, now);
            }
            ModelTable.touch(tx, name, now);
            return reader.get(tx, name, version);
        });
    }

    /** Where a client loads the files from: the source, followed to its end. */
    public String downloadUri(String name, int version) {
        Checks.name(name);
        return db.read(tx -> VersionTable.location(tx, name, version));
    }

    private static void requireLocked(Tx tx, String name, int version) {
        ModelTable.lock(tx, name);
        VersionTable.require(tx, name, version);
    }
}
