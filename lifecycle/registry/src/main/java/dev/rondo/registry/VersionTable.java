package dev.rondo.registry;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Tx;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL that writes models' versions and their tags. */
final class VersionTable {
    private VersionTable() {}

    static void insert(Tx tx, ModelVersion version, String location, @Nullable String onceKey) {
        var lineage = version.lineage();
        var signature = version.signature();
        tx.update(
                """
                INSERT INTO registry_versions
                    (name, version, created_at, updated_at, user_id, stage, description, source,
                    location, run_id, run_link, model_id, dataset_name, dataset_version,
                    dataset_digest, digest, signature, once_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                version.name(),
                version.version(),
                version.creationMillis(),
                version.lastUpdateMillis(),
                version.userId(),
                version.stage().text(),
                version.description(),
                version.source(),
                location,
                version.runId(),
                version.runLink(),
                version.modelId(),
                lineage.datasetName(),
                lineage.datasetVersion(),
                lineage.datasetDigest(),
                version.digest(),
                signature == null ? null : Json.write(signature),
                onceKey);
        setTags(tx, version.name(), version.version(), version.tags());
    }

    static void describe(Tx tx, String name, int version, @Nullable String description, long now) {
        int updated =
                tx.update(
                        """
                        UPDATE registry_versions SET description = ?, updated_at = ?
                        WHERE name = ? AND version = ?
                        """,
                        description,
                        now,
                        name,
                        version);
        require(updated, name, version);
    }

    static void setStage(Tx tx, String name, int version, Stage stage, long now) {
        int updated =
                tx.update(
                        """
                        UPDATE registry_versions SET stage = ?, updated_at = ?
                        WHERE name = ? AND version = ?
                        """,
                        stage.text(),
                        now,
                        name,
                        version);
        require(updated, name, version);
    }

    static void archiveOthers(Tx tx, String name, int version, Stage stage, long now) {
        tx.update(
                """
                UPDATE registry_versions SET stage = ?, updated_at = ?
                WHERE name = ? AND stage = ? AND version <> ?
                """,
                Stage.ARCHIVED.text(),
                now,
                name,
                stage.text(),
                version);
    }

    /** Keeps what was read from the files, once. */
    static void setFiles(Tx tx, String name, int version, StoredModel files) {
        tx.update(
                """
                UPDATE registry_versions SET digest = ?, signature = ?
                WHERE name = ? AND version = ? AND digest IS NULL
                """,
                files.digest(),
                Json.write(files.signature()),
                name,
                version);
    }

    static void delete(Tx tx, String name, int version) {
        int deleted =
                tx.update(
                        "DELETE FROM registry_versions WHERE name = ? AND version = ?",
                        name,
                        version);
        require(deleted, name, version);
    }

    static void setTags(Tx tx, String name, int version, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
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

    static void deleteTag(Tx tx, String name, int version, String key) {
        tx.update(
                "DELETE FROM registry_version_tags WHERE name = ? AND version = ? AND key = ?",
                name,
                version,
                key);
    }

    static void require(Tx tx, String name, int version) {
        location(tx, name, version);
    }

    /** Where the files of a version are that exists. */
    static String location(Tx tx, String name, int version) {
        return tx.first(
                        "SELECT location FROM registry_versions WHERE name = ? AND version = ?",
                        row -> row.text("location"),
                        name,
                        version)
                .orElseThrow(() -> notFound(name, version));
    }

    static Optional<Integer> greatest(Tx tx, String name, Stage stage) {
        return tx.first(
                """
                SELECT version FROM registry_versions WHERE name = ? AND stage = ?
                ORDER BY version DESC LIMIT 1
                """,
                row -> Math.toIntExact(row.integer("version")),
                name,
                stage.text());
    }

    static Optional<Integer> greatest(Tx tx, String name) {
        return tx.first(
                "SELECT version FROM registry_versions WHERE name = ? ORDER BY version DESC LIMIT 1",
                row -> Math.toIntExact(row.integer("version")),
                name);
    }

    private static void require(int found, String name, int version) {
        if (found == 0) {
            throw notFound(name, version);
        }
    }

    static RondoException notFound(String name, int version) {
        return RondoException.notFound(
                        "model.not_found",
                        "Model Version (name=%s, version=%d) not found"
                                .formatted(Checks.shown(name), version))
                .next("list the model's versions");
    }
}
