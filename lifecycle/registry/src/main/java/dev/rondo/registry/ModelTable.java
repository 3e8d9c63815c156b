package dev.rondo.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of models' names, with their tags and aliases. */
final class ModelTable {
    private static final String COLUMNS =
            "SELECT m.name, m.description, m.last_version, m.created_at, m.updated_at FROM registry_models m";

    private record Tag(String name, String key, String value) {}

    private record Alias(String name, String alias, int version) {}

    private final Keys keys;
    private final VersionReader versions;

    ModelTable(Keys keys, VersionReader versions) {
        this.keys = keys;
        this.versions = versions;
    }

    /** Holds off other writers of the model, of one that is not there yet too. */
    static void lock(Tx tx, String name) {
        tx.lock("registry_models/" + name);
    }

    /** Returns whether the name was free. */
    static boolean insert(Tx tx, NewModel model, long now) {
        int inserted =
                tx.update(
                        """
                        INSERT INTO registry_models
                            (name, description, last_version, created_at, updated_at)
                        VALUES (?, ?, 0, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """,
                        model.name(),
                        model.description(),
                        now,
                        now);
        if (inserted > 0) {
            setTags(tx, model.name(), model.tags());
        }
        return inserted > 0;
    }

    /** The number of a new version of a model that exists. */
    static int nextVersion(Tx tx, String name, long now) {
        return tx.first(
                        """
                        UPDATE registry_models SET last_version = last_version + 1, updated_at = ?
                        WHERE name = ? RETURNING last_version
                        """,
                        row -> Math.toIntExact(row.integer("last_version")),
                        now,
                        name)
                .orElseThrow(() -> notFound(name));
    }

    static void rename(Tx tx, String name, String newName, long now) {
        int renamed =
                tx.update(
                        "UPDATE registry_models SET name = ?, updated_at = ? WHERE name = ?",
                        newName,
                        now,
                        name);
        require(renamed, name);
        tx.update("UPDATE registry_versions SET updated_at = ? WHERE name = ?", now, newName);
    }

    static void describe(Tx tx, String name, String description, long now) {
        int updated =
                tx.update(
                        "UPDATE registry_models SET description = ?, updated_at = ? WHERE name = ?",
                        description,
                        now,
                        name);
        require(updated, name);
    }

    static void touch(Tx tx, String name, long now) {
        tx.update("UPDATE registry_models SET updated_at = ? WHERE name = ?", now, name);
    }

    static void delete(Tx tx, String name) {
        require(tx.update("DELETE FROM registry_models WHERE name = ?", name), name);
    }

    static boolean exists(Tx tx, String name) {
        return tx.first("SELECT name FROM registry_models WHERE name = ?", row -> true, name)
                .isPresent();
    }

    static void require(Tx tx, String name) {
        require(exists(tx, name) ? 1 : 0, name);
    }

    private static void require(int found, String name) {
        if (found == 0) {
            throw notFound(name);
        }
    }

    /** Whether the model is a prompt; false for one that is not there. */
    static boolean isPrompt(Tx tx, String name) {
        return tx.first(
                        "SELECT value FROM registry_model_tags WHERE name = ? AND key = ?",
                        row -> row.text("value").equalsIgnoreCase("true"),
                        name,
                        Prompts.IS_PROMPT)
                .orElse(false);
    }

    static void setTags(Tx tx, String name, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        var rows =
                tags.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> new @Nullable Object[] {name, tag.getKey(), tag.getValue()})
                        .toList();
        tx.batch(
                """
                INSERT INTO registry_model_tags (name, key, value) VALUES (?, ?, ?)
                ON CONFLICT (name, key) DO UPDATE SET value = excluded.value
                """,
                rows);
    }

    static void deleteTag(Tx tx, String name, String key) {
        tx.update("DELETE FROM registry_model_tags WHERE name = ? AND key = ?", name, key);
    }

    static void setAlias(Tx tx, String name, String alias, int version) {
        tx.update(
                """
                INSERT INTO registry_aliases (name, alias, version) VALUES (?, ?, ?)
                ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version
                """,
                name,
                alias,
                version);
    }

    static void deleteAlias(Tx tx, String name, String alias) {
        tx.update("DELETE FROM registry_aliases WHERE name = ? AND alias = ?", name, alias);
    }

    RegisteredModel get(Tx tx, String name) {
        return select(tx, "WHERE m.name = ?", name).stream()
                .findFirst()
                .orElseThrow(() -> notFound(name));
    }

    /** The models of a condition and order, each complete: five statements in all. */
    List<RegisteredModel> select(Tx tx, String where, @Nullable Object... arguments) {
        var found = tx.query(COLUMNS + " " + where, ModelTable::map, arguments);
        return found.isEmpty() ? found : complete(tx, found);
    }

    private static RegisteredModel map(Row row) {
        return new RegisteredModel(
                row.text("name"),
                row.text("description"),
                Math.toIntExact(row.integer("last_version")),
                Map.of(),
                Map.of(),
                List.of(),
                row.integer("created_at"),
                row.integer("updated_at"));
    }

    private List<RegisteredModel> complete(Tx tx, List<RegisteredModel> models) {
        var wanted = Keys.ofModels(models);
        var tags = tags(tx, wanted);
        var aliases = aliases(tx, wanted);
        var latest = versions.latest(tx, wanted).stream().collect(groupingBy(ModelVersion::name));
        return models.stream()
                .map(model ->
                        model.with(
                                tags.getOrDefault(model.name(), Map.of()),
                                aliases.getOrDefault(model.name(), Map.of()),
                                latest.getOrDefault(model.name(), List.of())))
                .toList();
    }

    private Map<String, Map<String, String>> tags(Tx tx, String wanted) {
        var sql =
                "SELECT t.name, t.key, t.value FROM %s JOIN registry_model_tags t ON t.name = wanted.name"
                        .formatted(keys.table());
        return tx
                .query(
                        sql,
                        row -> new Tag(row.text("name"), row.text("key"), row.text("value")),
                        wanted)
                .stream()
                .collect(groupingBy(Tag::name, toMap(Tag::key, Tag::value)));
    }

    private Map<String, Map<String, Integer>> aliases(Tx tx, String wanted) {
        var sql =
                "SELECT a.name, a.alias, a.version FROM %s JOIN registry_aliases a ON a.name = wanted.name"
                        .formatted(keys.table());
        return tx.query(sql, ModelTable::alias, wanted).stream()
                .collect(groupingBy(Alias::name, toMap(Alias::alias, Alias::version)));
    }

    private static Alias alias(Row row) {
        return new Alias(
                row.text("name"), row.text("alias"), Math.toIntExact(row.integer("version")));
    }

    static Optional<Integer> versionOf(Tx tx, String name, String alias) {
        return tx.first(
                "SELECT version FROM registry_aliases WHERE name = ? AND alias = ?",
                row -> Math.toIntExact(row.integer("version")),
                name,
                alias);
    }

    private static RondoException notFound(String name) {
        return RondoException.notFound(
                        "model.not_found",
                        "Registered Model with name=" + Checks.shown(name) + " not found")
                .next("list the models to find its name");
    }
}
