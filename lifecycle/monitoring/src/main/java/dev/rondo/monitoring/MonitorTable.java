package dev.rondo.monitoring;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How endpoints are watched, and the references of their versions. */
final class MonitorTable {
    /**
     * @param revision changes with every change of the monitor
     */
    record Monitor(MonitorSpec spec, @Nullable VersionKey live, long revision) {}

    private MonitorTable() {}

    static void configure(Tx tx, MonitorSpec spec) {
        tx.update(
                "INSERT INTO monitoring_monitors (endpoint, spec, revision) VALUES (?, ?, 1)"
                        + " ON CONFLICT (endpoint) DO UPDATE SET spec = excluded.spec,"
                        + " revision = monitoring_monitors.revision + 1",
                spec.endpoint(),
                Json.write(spec));
    }

    static void setLive(Tx tx, String endpoint, VersionKey live) {
        tx.update(
                "UPDATE monitoring_monitors SET live_model = ?, live_version = ? WHERE endpoint = ?",
                live.model(),
                live.version(),
                endpoint);
    }

    /** Tells a fold under way that what it read is no longer so. */
    static void touch(Tx tx, String endpoint) {
        tx.update(
                "UPDATE monitoring_monitors SET revision = revision + 1 WHERE endpoint = ?",
                endpoint);
    }

    static Optional<Monitor> find(Tx tx, String endpoint) {
        return tx.first(
                "SELECT spec, live_model, live_version, revision FROM monitoring_monitors"
                        + " WHERE endpoint = ?",
                MonitorTable::monitor,
                endpoint);
    }

    /** The revision, kept from changing until the transaction ends. */
    static Optional<Long> lockedRevision(Tx tx, String endpoint, String forUpdate) {
        return tx.first(
                "SELECT revision FROM monitoring_monitors WHERE endpoint = ?" + forUpdate,
                row -> row.integer("revision"),
                endpoint);
    }

    private static Monitor monitor(Row row) {
        var model = row.textOrNull("live_model");
        return new Monitor(
                Json.read(row.text("spec"), MonitorSpec.class),
                model == null ? null : new VersionKey(model, (int) row.integer("live_version")),
                row.integer("revision"));
    }

    /** A version's reference is set once: its windows are counted in that one's bins. */
    static void setReference(Tx tx, String endpoint, VersionKey version, String referenceId) {
        tx.update(
                "INSERT INTO monitoring_versions (endpoint, model, version, reference_id)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (endpoint, model, version) DO NOTHING",
                endpoint,
                version.model(),
                version.version(),
                referenceId);
        var known = references(tx, endpoint).get(version);
        if (!referenceId.equals(known)) {
            throw RondoException.conflict(
                            "monitor.reference_set",
                            "%s/%d has another reference already"
                                    .formatted(version.model(), version.version()))
                    .at(endpoint)
                    .because("its windows are counted in the bins of " + known)
                    .next("keep that reference, or register the model as a new version");
        }
    }

    /** The reference's id of each version that has one. */
    static Map<VersionKey, String> references(Tx tx, String endpoint) {
        var references = new HashMap<VersionKey, String>();
        tx.query(
                        "SELECT model, version, reference_id FROM monitoring_versions"
                                + " WHERE endpoint = ?",
                        row ->
                                Map.entry(
                                        new VersionKey(
                                                row.text("model"), (int) row.integer("version")),
                                        row.text("reference_id")),
                        endpoint)
                .forEach(entry -> references.put(entry.getKey(), entry.getValue()));
        return references;
    }

    /** Endpoints with windows that wait for time to pass. */
    static List<String> unsettled(Tx tx) {
        return tx.query(
                "SELECT DISTINCT endpoint FROM monitoring_windows WHERE closed = 0 OR dirty = 1",
                row -> row.text("endpoint"));
    }
}
