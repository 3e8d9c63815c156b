package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Registered models and prompts: names with descriptions, tags and aliases. */
public final class RegisteredModels {
    private final Db db;
    private final ModelTable table;
    private final VersionReader versions;
    private final ModelSearch search;
    private final Outbox outbox;
    private final InstantSource clock;

    RegisteredModels(
            Db db, ModelTable table, VersionReader versions, Outbox outbox, InstantSource clock) {
        this.db = db;
        this.table = table;
        this.versions = versions;
        this.outbox = outbox;
        this.clock = clock;
        search = new ModelSearch(db, table);
    }

    /**
     * Makes a model without versions.
     *
     * @throws RondoException of kind CONFLICT {@code model.exists} when the name is taken
     */
    public RegisteredModel create(NewModel model) {
        Checks.newName(model.name());
        Checks.tags(model.tags());
        return db.write(tx -> {
            ModelTable.lock(tx, model.name());
            create(tx, model);
            return table.get(tx, model.name());
        });
    }

    private void create(Tx tx, NewModel model) {
        if (!ModelTable.insert(tx, model, clock.millis())) {
            throw taken(
                    model.name(),
                    Prompts.isPrompt(model.tags()),
                    ModelTable.isPrompt(tx, model.name()));
        }
        outbox.add(tx, Change.modelCreated(model));
    }

    /** Makes the model if there is none, and holds off other writers of it. */
    void lockOrCreate(Tx tx, String name) {
        ModelTable.lock(tx, name);
        if (!ModelTable.exists(tx, name)) {
            create(tx, new NewModel(name, "", Map.of()));
        }
    }

    /**
     * A model by its name, complete.
     *
     * @throws RondoException of kind NOT_FOUND {@code model.not_found}
     */
    public RegisteredModel get(String name) {
        Checks.name(name);
        return db.read(tx -> table.get(tx, name));
    }

    /**
     * Models without prompts, unless the filter asks for those; by name when no order is given.
     *
     * @throws RondoException of kind USER when filter, order or page token cannot be read
     */
    public Page<RegisteredModel> search(RegistryQuery query) {
        return search.search(query);
    }

    /**
     * Gives a model another name; its versions, tags and aliases follow.
     *
     * @throws RondoException of kind CONFLICT {@code model.exists} when the name is taken
     */
    public RegisteredModel rename(String name, String newName) {
        Checks.newName(newName);
        Checks.name(name);
        return db.write(tx -> {
            List.of(name, newName).stream()
                    .distinct()
                    .sorted()
                    .forEach(each -> ModelTable.lock(tx, each));
            ModelTable.require(tx, name);
            if (!name.equals(newName) && ModelTable.exists(tx, newName)) {
                throw taken(newName, false, false);
            }
            ModelTable.rename(tx, name, newName, clock.millis());
            Outbox.rename(tx, name, newName);
            return table.get(tx, newName);
        });
    }

    /** Sets the description, empty for none. */
    public RegisteredModel update(String name, String description) {
        Checks.name(name);
        return db.write(tx -> {
            ModelTable.describe(tx, name, description, clock.millis());
            return table.get(tx, name);
        });
    }

    /** Deletes a model with its versions, tags and aliases; their files stay. */
    public void delete(String name) {
        Checks.name(name);
        db.execute(tx -> {
            ModelTable.lock(tx, name);
            ModelTable.delete(tx, name);
        });
    }

    public void setTag(String name, String key, String value) {
        Checks.name(name);
        Checks.tag(key, value);
        db.execute(tx -> {
            requireLocked(tx, name);
            ModelTable.setTags(tx, name, Map.of(key, value));
            if (ModelTable.isPrompt(tx, name)) {
                outbox.add(tx, Change.promptTagSet(name, key, value));
            }
        });
    }

    /** Removes a tag; nothing happens if the model has none of the key. */
    public void deleteTag(String name, String key) {
        Checks.name(name);
        Checks.key(key);
        db.execute(tx -> {
            requireLocked(tx, name);
            ModelTable.deleteTag(tx, name, key);
            if (ModelTable.isPrompt(tx, name)) {
                outbox.add(tx, Change.promptTagDeleted(name, key));
            }
        });
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

    /** As part of a transaction. */
    public void setAlias(Tx tx, String name, String alias, int version) {
        Checks.name(name);
        Checks.newAlias(alias);
        ModelTable.lock(tx, name);
        VersionTable.require(tx, name, version);
        ModelTable.setAlias(tx, name, alias, version);
        outbox.add(tx, Change.aliasCreated(ModelTable.isPrompt(tx, name), name, alias, version));
    }

    /** Removes an alias; nothing happens if the model has none of the name. */
    public void deleteAlias(String name, String alias) {
        Checks.name(name);
        Checks.alias(alias);
        db.execute(tx -> {
            requireLocked(tx, name);
            ModelTable.deleteAlias(tx, name, alias);
            outbox.add(tx, Change.aliasDeleted(ModelTable.isPrompt(tx, name), name, alias));
        });
    }

    /**
     * The greatest version of each stage, with aliases, by version.
     *
     * @param stages those to look at; none for all
     */
    public List<ModelVersion> latestVersions(String name, List<Stage> stages) {
        Checks.name(name);
        return db.read(tx -> {
            var latest = table.get(tx, name).latestVersions();
            var asked =
                    latest.stream()
                            .filter(each -> stages.isEmpty() || stages.contains(each.stage()))
                            .toList();
            return versions.withAliases(tx, asked);
        });
    }

    private static void requireLocked(Tx tx, String name) {
        ModelTable.lock(tx, name);
        ModelTable.require(tx, name);
    }

    private static RondoException taken(String name, boolean prompt, boolean byPrompt) {
        if (prompt == byPrompt) {
            return RondoException.conflict(
                    "model.exists",
                    "%s (name=%s) already exists."
                            .formatted(prompt ? "Prompt" : "Registered Model", name));
        }
        return RondoException.conflict(
                "model.exists",
                "Tried to create a %s with name '%s', but the name is already taken by a %s. MLflow does not allow creating a model and a prompt with the same name."
                        .formatted(kind(prompt), name, kind(byPrompt)));
    }

    private static String kind(boolean prompt) {
        return prompt ? "prompt" : "registered model";
    }
}
