package dev.rondo.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;

/** The SQL of models' names and their aliases. */
final class ModelTable {
    private static final String SELECT =
            "SELECT name, last_version, created_at, updated_at FROM registry_models";

    private record Alias(String name, String alias, int version) {}

    private ModelTable() {}

    /** Makes the model if there is none, and holds off other writers of its versions. */
    static void createAndLock(Tx tx, String name, long now) {
        tx.lock("registry_models/" + name);
        tx.update(
                """
                INSERT INTO registry_models (name, last_version, created_at, updated_at)
                VALUES (?, 0, ?, ?)
                ON CONFLICT (name) DO NOTHING
                """,
                name,
                now,
                now);
    }

    static int nextVersion(Tx tx, String name, long now) {
        return tx.query(
                        """
                        UPDATE registry_models SET last_version = last_version + 1, updated_at = ?
                        WHERE name = ? RETURNING last_version
                        """,
                        row -> Math.toIntExact(row.integer("last_version")),
                        now,
                        name)
                .getFirst();
    }

    static RegisteredModel require(Tx tx, String name) {
        var found = tx.query(SELECT + " WHERE name = ?", ModelTable::map, name);
        return withAliases(tx, found).stream()
                .findFirst()
                .orElseThrow(() ->
                        RondoException.notFound(
                                        "model.not_found",
                                        "there is no model \"" + Checks.shown(name) + "\"")
                                .next("list the models to find its name"));
    }

    /** The models whose names come after the given, in the order of the names. */
    static List<RegisteredModel> after(Tx tx, String name, int limit) {
        var found =
                tx.query(
                        SELECT + " WHERE name > ? ORDER BY name LIMIT ?",
                        ModelTable::map,
                        name,
                        limit);
        return withAliases(tx, found);
    }

    private static RegisteredModel map(Row row) {
        return new RegisteredModel(
                row.text("name"),
                Math.toIntExact(row.integer("last_version")),
                Map.of(),
                row.integer("created_at"),
                row.integer("updated_at"));
    }

    private static List<RegisteredModel> withAliases(Tx tx, List<RegisteredModel> models) {
        if (models.isEmpty()) {
            return models;
        }
        var byName =
                tx
                        .query(
                                "SELECT name, alias, version FROM registry_aliases WHERE name BETWEEN ? AND ?",
                                row ->
                                        new Alias(
                                                row.text("name"),
                                                row.text("alias"),
                                                Math.toIntExact(row.integer("version"))),
                                models.getFirst().name(),
                                models.getLast().name())
                        .stream()
                        .collect(groupingBy(Alias::name, toMap(Alias::alias, Alias::version)));
        return models.stream()
                .map(model -> model.withAliases(byName.getOrDefault(model.name(), Map.of())))
                .toList();
    }
}
