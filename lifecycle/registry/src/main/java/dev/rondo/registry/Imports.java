package dev.rondo.registry;

import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.Map;
import java.util.Optional;

/**
 * Takes over models and versions that another server has, with their numbers, times and stages.
 * Everything may be given again and again: what is there is brought up to date and nothing is
 * doubled. Nobody is told by webhooks, as nothing new has happened.
 */
public final class Imports {
    /** Names that are tried for a model whose own name is taken. */
    private static final int MOST_NAMES = 100;

    private final Db db;
    private final ModelTable table;
    private final VersionReader reader;
    private final Sources sources;

    Imports(Db db, ModelTable table, VersionReader reader, Sources sources) {
        this.db = db;
        this.table = table;
        this.reader = reader;
        this.sources = sources;
    }

    /**
     * Takes over a model without its versions and aliases. When its name is taken by another, which
     * one made at another time is, it gets the first free one of {@code NAME-2}, {@code NAME-3}, …
     */
    public RegisteredModel model(RegisteredModel theirs) {
        Checks.newName(theirs.name());
        return db.write(tx -> {
            tx.lock("registry_imports");
            var name = nameFor(tx, theirs);
            ModelTable.lock(tx, name);
            ModelTable.insert(
                    tx,
                    new NewModel(name, theirs.description(), theirs.tags()),
                    theirs.creationMillis());
            ModelTable.setTags(tx, name, theirs.tags());
            tx.update(
                    "UPDATE registry_models SET description = ?, updated_at = ? WHERE name = ?",
                    theirs.description(),
                    theirs.lastUpdateMillis(),
                    name);
            return table.get(tx, name);
        });
    }

    private static String nameFor(Tx tx, RegisteredModel theirs) {
        for (int i = 1; i <= MOST_NAMES; i++) {
            var name = i == 1 ? theirs.name() : theirs.name() + "-" + i;
            var madeAt = madeAt(tx, name);
            if (madeAt.isEmpty() || madeAt.get() == theirs.creationMillis()) {
                return name;
            }
        }
        throw RondoException.conflict(
                        "model.exists", "all names like \"" + theirs.name() + "\" are taken")
                .next("rename models here before the import");
    }

    private static Optional<Long> madeAt(Tx tx, String name) {
        return tx.first(
                "SELECT created_at FROM registry_models WHERE name = ?",
                row -> row.integer("created_at"),
                name);
    }

    /**
     * Takes over a version of a model that was taken over before. Run and logged model are ours.
     */
    public ModelVersion version(ModelVersion theirs) {
        var location = location(theirs);
        return db.write(tx -> {
            ModelTable.lock(tx, theirs.name());
            ModelTable.require(tx, theirs.name());
            var there = exists(tx, theirs);
            if (there) {
                update(tx, theirs);
            } else {
                VersionTable.insert(tx, theirs, location, null);
            }
            tx.update(
                    "UPDATE registry_models SET last_version = ? WHERE name = ? AND last_version < ?",
                    theirs.version(),
                    theirs.name(),
                    theirs.version());
            return reader.get(tx, theirs.name(), theirs.version());
        });
    }

    private static boolean exists(Tx tx, ModelVersion theirs) {
        return tx.first(
                        "SELECT version FROM registry_versions WHERE name = ? AND version = ?",
                        row -> true,
                        theirs.name(),
                        theirs.version())
                .isPresent();
    }

    private static void update(Tx tx, ModelVersion theirs) {
        tx.update(
                """
                UPDATE registry_versions SET stage = ?, description = ?, updated_at = ?
                WHERE name = ? AND version = ?
                """,
                theirs.stage().text(),
                theirs.description(),
                theirs.lastUpdateMillis(),
                theirs.name(),
                theirs.version());
        VersionTable.setTags(tx, theirs.name(), theirs.version(), theirs.tags());
    }

    /** Older servers took any source; one that we would not take is kept as it is. */
    private String location(ModelVersion theirs) {
        try {
            return sources.resolve(
                            new NewVersion(
                                    theirs.name(),
                                    theirs.source(),
                                    theirs.runId().isEmpty() ? null : theirs.runId(),
                                    theirs.modelId(),
                                    "",
                                    "",
                                    Map.of(),
                                    null))
                    .location();
        } catch (RondoException e) {
            return theirs.source();
        }
    }

    /** Points an alias of a model to one of its versions. */
    public void alias(String name, String alias, int version) {
        db.execute(tx -> {
            ModelTable.lock(tx, name);
            VersionTable.require(tx, name, version);
            ModelTable.setAlias(tx, name, alias, version);
        });
    }
}
