package dev.rondo.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Signature;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of models' versions. */
final class VersionTable {
    private static final String SELECT =
            """
            SELECT name, version, digest, signature, run_id, dataset_name, dataset_version,
                dataset_digest, created_at
            FROM registry_versions
            """;

    private record Tag(int version, String key, String value) {}

    private record Alias(int version, String alias) {}

    private VersionTable() {}

    static void insert(Tx tx, Registration registration, int version, StoredModel files, long now) {
        var lineage = registration.lineage();
        tx.update(
                """
                INSERT INTO registry_versions
                    (name, version, digest, signature, run_id, dataset_name, dataset_version,
                    dataset_digest, once_key, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                registration.name(),
                version,
                files.digest(),
                Json.write(files.signature()),
                lineage.runId(),
                lineage.datasetName(),
                lineage.datasetVersion(),
                lineage.datasetDigest(),
                registration.onceKey(),
                now);
        setTags(tx, registration.name(), version, registration.tags());
    }

    static void setTags(Tx tx, String name, int version, Map<String, String> tags) {
        var rows =
                tags.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag ->
                                new @Nullable Object[] {
                                    name, version, tag.getKey(), tag.getValue()
                                })
                        .toList();
        tx.batch(
                """
                INSERT INTO registry_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value
                """,
                rows);
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

    static Optional<ModelVersion> once(Tx tx, String name, String onceKey) {
        return one(tx, SELECT + " WHERE name = ? AND once_key = ?", name, onceKey);
    }

    static ModelVersion require(Tx tx, String name, int version) {
        return one(tx, SELECT + " WHERE name = ? AND version = ?", name, version)
                .orElseThrow(() -> notFound("there is no version " + version, name));
    }

    static ModelVersion requireAlias(Tx tx, String name, String alias) {
        return one(
                        tx,
                        SELECT
                                + """
                                 WHERE name = ? AND version =
                                    (SELECT a.version FROM registry_aliases a
                                    WHERE a.name = registry_versions.name AND a.alias = ?)
                                """,
                        name,
                        alias)
                .orElseThrow(
                        () -> notFound("there is no alias \"" + Checks.shown(alias) + "\"", name));
    }

    private static Optional<ModelVersion> one(Tx tx, String sql, @Nullable Object... arguments) {
        return complete(tx, tx.query(sql, VersionTable::map, arguments)).stream().findFirst();
    }

    static List<ModelVersion> all(Tx tx, String name) {
        return complete(
                tx,
                tx.query(
                        SELECT + " WHERE name = ? ORDER BY version DESC", VersionTable::map, name));
    }

    private static ModelVersion map(Row row) {
        var datasetVersion = row.integerOrNull("dataset_version");
        var lineage =
                new Lineage(
                        row.textOrNull("run_id"),
                        row.textOrNull("dataset_name"),
                        datasetVersion == null ? null : Math.toIntExact(datasetVersion),
                        row.textOrNull("dataset_digest"));
        return new ModelVersion(
                row.text("name"),
                Math.toIntExact(row.integer("version")),
                row.text("digest"),
                lineage,
                Json.read(row.text("signature"), Signature.class),
                Map.of(),
                Set.of(),
                row.integer("created_at"));
    }

    /** Adds tags and aliases to versions of one model, given latest first: two statements. */
    private static List<ModelVersion> complete(Tx tx, List<ModelVersion> versions) {
        if (versions.isEmpty()) {
            return versions;
        }
        var range =
                new Object[] {
                    versions.getFirst().name(),
                    versions.getLast().version(),
                    versions.getFirst().version()
                };
        var tags =
                tx
                        .query(
                                "SELECT version, key, value FROM registry_version_tags WHERE name = ? AND version BETWEEN ? AND ?",
                                row -> new Tag(version(row), row.text("key"), row.text("value")),
                                range)
                        .stream()
                        .collect(groupingBy(Tag::version, toMap(Tag::key, Tag::value)));
        var aliases =
                tx
                        .query(
                                "SELECT version, alias FROM registry_aliases WHERE name = ? AND version BETWEEN ? AND ?",
                                row -> new Alias(version(row), row.text("alias")),
                                range)
                        .stream()
                        .collect(groupingBy(Alias::version, mapping(Alias::alias, toSet())));
        return versions.stream()
                .map(each ->
                        each.with(
                                tags.getOrDefault(each.version(), Map.of()),
                                aliases.getOrDefault(each.version(), Set.of())))
                .toList();
    }

    private static int version(Row row) {
        return Math.toIntExact(row.integer("version"));
    }

    private static RondoException notFound(String what, String name) {
        return RondoException.notFound(
                        "model.not_found", what + " of model \"" + Checks.shown(name) + "\"")
                .next("list the model's versions");
    }
}
