package dev.rondo.serving;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Signature;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The endpoints in the database. */
final class EndpointRows {
    private static final String SELECT =
            "SELECT e.*, r.body AS live_body FROM serving_endpoints e JOIN serving_releases r ON r.id = e.live_release";

    private EndpointRows() {}

    /** The row without a release; the same transaction adds the first. */
    static void insert(Tx tx, String name, FailurePolicy policy, long now) {
        int added =
                tx.update(
                        "INSERT INTO serving_endpoints (name, salt, journal_policy, known_inputs, releases, revision, created_at)"
                                + " VALUES (?, ?, ?, '[]', 0, 0, ?) ON CONFLICT (name) DO NOTHING",
                        name,
                        name,
                        policy.name(),
                        now);
        if (added == 0) {
            throw RondoException.conflict(
                            "endpoint.exists", "there is an endpoint \"" + name + "\" already")
                    .next("release the version there, or choose another name");
        }
    }

    static Optional<StoredEndpoint> find(Tx tx, String name) {
        return tx.first(SELECT + " WHERE e.name = ?", EndpointRows::endpoint, name);
    }

    static List<StoredEndpoint> list(Tx tx) {
        return tx.query(SELECT + " ORDER BY e.name", EndpointRows::endpoint);
    }

    static Map<String, Long> revisions(Tx tx) {
        var revisions = new HashMap<String, Long>();
        tx.query(
                "SELECT name, revision FROM serving_endpoints WHERE live_release IS NOT NULL",
                row -> revisions.put(row.text("name"), row.integer("revision")));
        return revisions;
    }

    /** Counts one more release; returns its number. */
    static long nextRelease(Tx tx, String name) {
        return tx.first(
                        "UPDATE serving_endpoints SET releases = releases + 1 WHERE name = ? RETURNING releases",
                        row -> row.integer("releases"),
                        name)
                .orElseThrow(() -> notFound(name));
    }

    static String salt(Tx tx, String name) {
        return tx.first(
                        "SELECT salt FROM serving_endpoints WHERE name = ?",
                        row -> row.text("salt"),
                        name)
                .orElseThrow(() -> notFound(name));
    }

    static void addInputs(Tx tx, String name, Signature signature) {
        var known = new TreeSet<>(inputs(tx, name));
        signature.inputs().forEach(column -> known.add(column.name()));
        tx.update(
                "UPDATE serving_endpoints SET known_inputs = ? WHERE name = ?",
                Json.write(known),
                name);
    }

    private static Set<String> inputs(Tx tx, String name) {
        return tx.first(
                        "SELECT known_inputs FROM serving_endpoints WHERE name = ?",
                        EndpointRows::inputs,
                        name)
                .orElseThrow(() -> notFound(name));
    }

    static void route(Tx tx, String name, Lineup lineup) {
        tx.update(
                "UPDATE serving_endpoints SET live_release = ?, release_id = ?, revision = revision + 1 WHERE name = ?",
                lineup.live() == null ? null : lineup.live().id(),
                lineup.inFlight() == null ? null : lineup.inFlight().id(),
                name);
    }

    static RondoException notFound(String name) {
        return RondoException.notFound(
                        "endpoint.not_found", "there is no endpoint \"" + name + "\"")
                .next("list the endpoints, or make this one");
    }

    private static StoredEndpoint endpoint(Row row) {
        var live = Json.read(row.text("live_body"), Release.class);
        var endpoint =
                new Endpoint(
                        row.text("name"),
                        row.text("salt"),
                        live.candidate(),
                        live.id(),
                        row.textOrNull("release_id"),
                        FailurePolicy.valueOf(row.text("journal_policy")),
                        row.integer("revision"),
                        row.integer("created_at"));
        return new StoredEndpoint(endpoint, inputs(row));
    }

    private static Set<String> inputs(Row row) {
        return Set.of(Json.read(row.text("known_inputs"), String[].class));
    }
}
