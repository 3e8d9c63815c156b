package dev.rondo.monitoring;

import dev.rondo.base.Json;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts and the incidents that group them. */
final class AlertTable {
    private static final String ALERT =
            "id, endpoint, model, version, signal, feature, state, onset, fired_at, resolved_at,"
                    + " incident_id, windows, message";
    private static final String INCIDENT =
            "id, endpoint, model, version, onset, opened_at, closed_at";

    private AlertTable() {}

    static AlertBook open(Tx tx, String endpoint) {
        return new AlertBook(openAlerts(tx, endpoint), openIncident(tx, endpoint).orElse(null));
    }

    static List<Alert> openAlerts(Tx tx, String endpoint) {
        return tx.query(
                "SELECT "
                        + ALERT
                        + " FROM monitoring_alerts WHERE endpoint = ?"
                        + " AND state IN ('PENDING', 'FIRING')",
                AlertTable::alert,
                endpoint);
    }

    static Optional<Incident> openIncident(Tx tx, String endpoint) {
        return tx.first(
                "SELECT "
                        + INCIDENT
                        + " FROM monitoring_incidents WHERE endpoint = ? AND closed_at IS NULL",
                AlertTable::incident,
                endpoint);
    }

    static Optional<Incident> incident(Tx tx, String id) {
        return tx.first(
                "SELECT " + INCIDENT + " FROM monitoring_incidents WHERE id = ?",
                AlertTable::incident,
                id);
    }

    static List<Incident> incidents(Tx tx, String endpoint) {
        return tx.query(
                "SELECT "
                        + INCIDENT
                        + " FROM monitoring_incidents WHERE endpoint = ?"
                        + " ORDER BY opened_at DESC, id",
                AlertTable::incident,
                endpoint);
    }

    static List<Alert> ofIncident(Tx tx, String incidentId) {
        return tx.query(
                "SELECT " + ALERT + " FROM monitoring_alerts WHERE incident_id = ?",
                AlertTable::alert,
                incidentId);
    }

    static List<Alert> list(Tx tx, @Nullable String endpoint, int limit) {
        var sql =
                "SELECT "
                        + ALERT
                        + " FROM monitoring_alerts"
                        + (endpoint == null ? "" : " WHERE endpoint = ?")
                        + " ORDER BY onset DESC, endpoint, signal, feature, id LIMIT ?";
        return endpoint == null
                ? tx.query(sql, AlertTable::alert, limit)
                : tx.query(sql, AlertTable::alert, endpoint, limit);
    }

    static void store(Tx tx, AlertBook book) {
        for (var incident : book.changedIncidents()) {
            storeIncident(tx, incident);
        }
        var rows = new ArrayList<@Nullable Object[]>();
        book.changed()
                .forEach((id, alert) -> {
                    if (alert == null) {
                        tx.update("DELETE FROM monitoring_alerts WHERE id = ?", id);
                    } else {
                        rows.add(arguments(alert));
                    }
                });
        tx.batch(
                "INSERT INTO monitoring_alerts ("
                        + ALERT
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
                        + " onset = excluded.onset, fired_at = excluded.fired_at,"
                        + " resolved_at = excluded.resolved_at, incident_id = excluded.incident_id,"
                        + " windows = excluded.windows, message = excluded.message",
                rows);
    }

    private static void storeIncident(Tx tx, Incident incident) {
        tx.update(
                "INSERT INTO monitoring_incidents ("
                        + INCIDENT
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " onset = excluded.onset, closed_at = excluded.closed_at",
                incident.id(),
                incident.endpoint(),
                incident.model(),
                incident.version(),
                incident.onset(),
                incident.openedAt(),
                incident.closedAt());
    }

    private static @Nullable Object[] arguments(Alert alert) {
        return new Object[] {
            alert.id(),
            alert.endpoint(),
            alert.model(),
            alert.version(),
            alert.signal().name(),
            alert.feature(),
            alert.state().name(),
            alert.onset(),
            alert.firedAt(),
            alert.resolvedAt(),
            alert.incidentId(),
            Json.write(alert.windows()),
            alert.message()
        };
    }

    private static Alert alert(Row row) {
        return new Alert(
                row.text("id"),
                row.text("endpoint"),
                row.text("model"),
                (int) row.integer("version"),
                Signal.valueOf(row.text("signal")),
                row.text("feature"),
                AlertState.valueOf(row.text("state")),
                row.integer("onset"),
                row.integerOrNull("fired_at"),
                row.integerOrNull("resolved_at"),
                row.textOrNull("incident_id"),
                List.of(Json.read(row.text("windows"), Verdict[].class)),
                row.text("message"));
    }

    private static Incident incident(Row row) {
        return new Incident(
                row.text("id"),
                row.text("endpoint"),
                row.text("model"),
                (int) row.integer("version"),
                row.integer("onset"),
                row.integer("opened_at"),
                row.integerOrNull("closed_at"));
    }
}
