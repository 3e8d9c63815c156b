package dev.rondo.data;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rondo.base.Column;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of data_versions. */
final class Versions {
    private static final String FIELDS =
            "SELECT name, version, digest, schema_json, row_count, byte_count, created_at, target,"
                    + " lineage_json FROM data_versions v ";

    private Versions() {}

    /** Keeps other writers of the dataset out until the transaction ends. */
    static void lock(Tx tx, String name) {
        tx.lock("data/" + name);
    }

    static Optional<DatasetVersion> latest(Tx tx, String name) {
        return tx.first(
                FIELDS + "WHERE name = ? ORDER BY version DESC LIMIT 1", Versions::map, name);
    }

    static Optional<DatasetVersion> find(Tx tx, String name, int version) {
        return tx.first(FIELDS + "WHERE name = ? AND version = ?", Versions::map, name, version);
    }

    static List<DatasetVersion> all(Tx tx, String name) {
        return tx.query(FIELDS + "WHERE name = ? ORDER BY version DESC", Versions::map, name);
    }

    /** Sorted here, since databases differ in the order of texts. */
    static List<DatasetVersion> latestOfEach(Tx tx) {
        return tx
                .query(
                        FIELDS
                                + "WHERE version = (SELECT max(w.version) FROM data_versions w"
                                + " WHERE w.name = v.name)",
                        Versions::map)
                .stream()
                .sorted(Comparator.comparing(DatasetVersion::name))
                .toList();
    }

    /**
     * @param column {@code blob_key}, {@code profile_json} or {@code suite_json}
     */
    static String text(Tx tx, String column, String name, int version) {
        return tx.first(
                        "SELECT "
                                + column
                                + " AS found FROM data_versions"
                                + " WHERE name = ? AND version = ?",
                        row -> row.text("found"),
                        name,
                        version)
                .orElseThrow(() -> notFound(name, version));
    }

    static RondoException notFound(String name, int version) {
        return RondoException.notFound(
                        "dataset.not_found",
                        "there is no version " + version + " of dataset \"" + name + "\"")
                .next("list the datasets and their versions");
    }

    static void insert(
            Tx tx, DatasetVersion version, String blobKey, Profile profile, Suite suite) {
        tx.update(
                "INSERT INTO data_versions (name, version, digest, blob_key, schema_json,"
                        + " row_count, byte_count, created_at, target, lineage_json, profile_json,"
                        + " suite_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                version.name(),
                version.version(),
                version.digest(),
                blobKey,
                Json.write(version.schema()),
                version.rows(),
                version.bytes(),
                version.createdAt(),
                version.target(),
                Json.write(version.lineage()),
                Json.write(profile),
                Json.write(suite));
    }

    private static DatasetVersion map(Row row) {
        return new DatasetVersion(
                row.text("name"),
                Math.toIntExact(row.integer("version")),
                row.text("digest"),
                List.of(Json.read(row.text("schema_json"), Column[].class)),
                row.integer("row_count"),
                row.integer("byte_count"),
                row.integer("created_at"),
                row.textOrNull("target"),
                lineage(row.text("lineage_json")));
    }

    private static Map<String, String> lineage(String json) {
        return Json.MAPPER.convertValue(Json.tree(json), new TypeReference<>() {});
    }
}
