package dev.rondo.serving;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The releases in the database, with their steps and their progress. */
final class ReleaseRows {
    private ReleaseRows() {}

    static void insert(Tx tx, Release release, @Nullable String onceKey) {
        tx.update(
                "INSERT INTO serving_releases (id, endpoint, number, once_key, state, body, progress, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                release.id(),
                release.endpoint(),
                release.number(),
                onceKey,
                release.state().name(),
                Json.write(release),
                Json.write(Progress.start(release)),
                release.createdAt());
    }

    static void update(Tx tx, Release release) {
        tx.update(
                "UPDATE serving_releases SET state = ?, body = ? WHERE id = ?",
                release.state().name(),
                Json.write(release),
                release.id());
    }

    static Optional<Release> find(Tx tx, @Nullable String id) {
        return tx.first("SELECT body FROM serving_releases WHERE id = ?", ReleaseRows::release, id);
    }

    static Release get(Tx tx, String id) {
        return find(tx, id)
                .orElseThrow(() ->
                        RondoException.notFound(
                                        "release.not_found", "there is no release \"" + id + "\"")
                                .next("list the releases"));
    }

    static Optional<Release> once(Tx tx, String endpoint, @Nullable String onceKey) {
        return tx.first(
                "SELECT body FROM serving_releases WHERE endpoint = ? AND once_key = ?",
                ReleaseRows::release,
                endpoint,
                onceKey);
    }

    static List<Release> list(Tx tx, @Nullable String endpoint, int limit) {
        var order = " ORDER BY created_at DESC, number DESC, endpoint LIMIT ?";
        return endpoint == null
                ? tx.query("SELECT body FROM serving_releases" + order, ReleaseRows::release, limit)
                : tx.query(
                        "SELECT body FROM serving_releases WHERE endpoint = ?" + order,
                        ReleaseRows::release,
                        endpoint,
                        limit);
    }

    /** Locks nothing; a caller that is going to change it holds the endpoint's lock. */
    static Lineup lineup(Tx tx, String endpoint) {
        var ids =
                tx.first(
                                "SELECT live_release, release_id FROM serving_endpoints WHERE name = ?",
                                row ->
                                        new Ids(
                                                row.textOrNull("live_release"),
                                                row.textOrNull("release_id")),
                                endpoint)
                        .orElseThrow(() -> EndpointRows.notFound(endpoint));
        return new Lineup(
                find(tx, ids.live()).orElse(null),
                find(tx, ids.inFlight()).orElse(null),
                FreezeRows.holding(tx, endpoint));
    }

    private record Ids(@Nullable String live, @Nullable String inFlight) {}

    static Progress progress(Tx tx, String id) {
        return tx.first(
                        "SELECT progress FROM serving_releases WHERE id = ?",
                        row -> Json.read(row.text("progress"), Progress.class),
                        id)
                .orElseThrow();
    }

    static void save(Tx tx, String id, Progress progress) {
        tx.update(
                "UPDATE serving_releases SET progress = ? WHERE id = ?", Json.write(progress), id);
    }

    static void addStep(Tx tx, Effect.Moved moved, long now) {
        var release = moved.release();
        var step =
                new ReleaseStep(
                        release.id(),
                        stepCount(tx, release.id()) + 1,
                        now,
                        moved.from(),
                        release.state(),
                        release.stage(),
                        release.hold(),
                        moved.evidence());
        tx.update(
                "INSERT INTO serving_release_steps (release_id, number, body) VALUES (?, ?, ?)",
                step.releaseId(),
                step.number(),
                Json.write(step));
    }

    private static long stepCount(Tx tx, String id) {
        return tx.first(
                        "SELECT COUNT(*) AS n FROM serving_release_steps WHERE release_id = ?",
                        row -> row.integer("n"),
                        id)
                .orElseThrow();
    }

    static List<ReleaseStep> steps(Tx tx, String id) {
        return tx.query(
                "SELECT body FROM serving_release_steps WHERE release_id = ? ORDER BY number",
                row -> Json.read(row.text("body"), ReleaseStep.class),
                id);
    }

    private static Release release(Row row) {
        return Json.read(row.text("body"), Release.class);
    }
}
