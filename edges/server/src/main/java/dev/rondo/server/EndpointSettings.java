package dev.rondo.server;

import dev.rondo.base.Json;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import java.util.Optional;

/** The server's own tables: each endpoint's loop policy, and the retrainings that were begun. */
final class EndpointSettings {
    private final Db db;

    EndpointSettings(Db db) {
        this.db = db;
        Migrations.apply(db, "server", EndpointSettings.class);
    }

    LoopPolicy policy(String endpoint) {
        return db.read(tx -> policy(tx, endpoint)).orElse(LoopPolicy.STANDARD);
    }

    Optional<LoopPolicy> policy(Tx tx, String endpoint) {
        return tx.first(
                "SELECT settings FROM server_endpoints WHERE endpoint = ?",
                row -> Json.read(row.text("settings"), LoopPolicy.class),
                endpoint);
    }

    void store(Tx tx, String endpoint, LoopPolicy policy) {
        tx.update(
                """
                INSERT INTO server_endpoints (endpoint, settings) VALUES (?, ?)
                ON CONFLICT (endpoint) DO UPDATE SET settings = excluded.settings
                """,
                endpoint,
                Json.write(policy));
    }

    /** Notes that a run retrains; the same run counts once. */
    void retraining(String endpoint, String runId, long at) {
        db.write(tx ->
                tx.update(
                        """
                        INSERT INTO server_retrainings (run_id, endpoint, at) VALUES (?, ?, ?)
                        ON CONFLICT (run_id) DO NOTHING
                        """,
                        runId,
                        endpoint,
                        at));
    }

    /** Retrainings of other runs after a moment of event time. */
    long retrainingsSince(String endpoint, String exceptRun, long at) {
        return db.read(tx ->
                tx.first(
                                "SELECT COUNT(*) AS n FROM server_retrainings WHERE endpoint = ? AND run_id <> ? AND at > ?",
                                row -> row.integer("n"),
                                endpoint,
                                exceptRun,
                                at)
                        .orElse(0L));
    }
}
