package dev.rondo.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.rondo.base.Json;
import dev.rondo.inference.Signature;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL that reads versions, complete with tags and aliases, however many they are. */
final class VersionReader {
    private static final String COLUMNS =
            """
            SELECT v.name, v.version, v.created_at, v.updated_at, v.user_id, v.stage, v.description,
                v.source, v.run_id, v.run_link, v.model_id, v.dataset_name, v.dataset_version,
                v.dataset_digest, v.digest, v.signature
            FROM registry_versions v
            """;

    private record Id(String name, int version) {
        static Id of(Row row) {
            return new Id(row.text("name"), Math.toIntExact(row.integer("version")));
        }

        static Id of(ModelVersion version) {
            return new Id(version.name(), version.version());
        }
    }

    private record Tag(Id id, String key, String value) {}

    private record Alias(Id id, String alias) {}

    private final Keys keys;

    VersionReader(Keys keys) {
        this.keys = keys;
    }

    ModelVersion get(Tx tx, String name, int version) {
        return withAliases(tx, select(tx, "WHERE v.name = ? AND v.version = ?", name, version))
                .stream()
                .findFirst()
                .orElseThrow(() -> VersionTable.notFound(name, version));
    }

    Optional<ModelVersion> once(Tx tx, String name, String onceKey) {
        return withAliases(tx, select(tx, "WHERE v.name = ? AND v.once_key = ?", name, onceKey))
                .stream()
                .findFirst();
    }

    /** The greatest version of each stage of the models, by name and version. */
    List<ModelVersion> latest(Tx tx, String wantedModels) {
        var sql =
                """
                JOIN (SELECT s.name, s.stage, max(s.version) AS version
                    FROM %s JOIN registry_versions s ON s.name = wanted.name
                    GROUP BY s.name, s.stage) l
                ON l.name = v.name AND l.version = v.version
                ORDER BY v.name, v.version
                """
                        .formatted(keys.table());
        return select(tx, sql, wantedModels);
    }

    /** The versions of a condition and order, with their tags: two statements. */
    List<ModelVersion> select(Tx tx, String where, @Nullable Object... arguments) {
        var found = tx.query(COLUMNS + where, VersionReader::map, arguments);
        if (found.isEmpty()) {
            return found;
        }
        var sql =
                """
                SELECT t.name, t.version, t.key, t.value FROM %s
                JOIN registry_version_tags t
                    ON t.name = wanted.name AND t.version = wanted.version
                """
                        .formatted(keys.table());
        var tags =
                tx
                        .query(
                                sql,
                                row -> new Tag(Id.of(row), row.text("key"), row.text("value")),
                                Keys.ofVersions(found))
                        .stream()
                        .collect(groupingBy(Tag::id, toMap(Tag::key, Tag::value)));
        return found.stream()
                .map(each -> each.withTags(tags.getOrDefault(Id.of(each), Map.of())))
                .toList();
    }

    /** Adds the aliases: one statement. */
    List<ModelVersion> withAliases(Tx tx, List<ModelVersion> versions) {
        if (versions.isEmpty()) {
            return versions;
        }
        var sql =
                """
                SELECT a.name, a.version, a.alias FROM %s
                JOIN registry_aliases a ON a.name = wanted.name AND a.version = wanted.version
                """
                        .formatted(keys.table());
        var aliases =
                tx
                        .query(
                                sql,
                                row -> new Alias(Id.of(row), row.text("alias")),
                                Keys.ofVersions(versions))
                        .stream()
                        .collect(groupingBy(Alias::id, mapping(Alias::alias, toSet())));
        return versions.stream()
                .map(each -> each.withAliases(aliases.getOrDefault(Id.of(each), Set.of())))
                .toList();
    }

    private static ModelVersion map(Row row) {
        var id = Id.of(row);
        var signature = row.textOrNull("signature");
        return new ModelVersion(
                id.name(),
                id.version(),
                row.integer("created_at"),
                row.integer("updated_at"),
                row.textOrNull("user_id"),
                Stage.parse(row.text("stage")),
                row.textOrNull("description"),
                row.text("source"),
                row.text("run_link"),
                row.textOrNull("model_id"),
                lineage(row),
                row.textOrNull("digest"),
                signature == null ? null : Json.read(signature, Signature.class),
                Map.of(),
                Set.of());
    }

    private static Lineage lineage(Row row) {
        var run = row.text("run_id");
        var version = row.integerOrNull("dataset_version");
        return new Lineage(
                run.isEmpty() ? null : run,
                row.textOrNull("dataset_name"),
                version == null ? null : Math.toIntExact(version),
                row.textOrNull("dataset_digest"));
    }
}
