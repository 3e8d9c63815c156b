package dev.rondo.serving;

import dev.rondo.base.Json;
import dev.rondo.store.Tx;
import java.util.HashMap;
import java.util.Map;

/** Each replica's traffic of a release in the database. */
final class TrafficRows {
    private TrafficRows() {}

    static void save(Tx tx, String releaseId, String replica, Traffic traffic) {
        tx.update(
                "INSERT INTO serving_release_traffic (release_id, replica, traffic) VALUES (?, ?, ?)"
                        + " ON CONFLICT (release_id, replica) DO UPDATE SET traffic = excluded.traffic",
                releaseId,
                replica,
                Json.write(traffic));
    }

    /** By replica. */
    static Map<String, Traffic> load(Tx tx, String releaseId) {
        var traffic = new HashMap<String, Traffic>();
        tx.query(
                "SELECT replica, traffic FROM serving_release_traffic WHERE release_id = ?",
                row ->
                        traffic.put(
                                row.text("replica"), Json.read(row.text("traffic"), Traffic.class)),
                releaseId);
        return traffic;
    }
}
