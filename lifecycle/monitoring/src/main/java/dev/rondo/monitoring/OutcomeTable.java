package dev.rondo.monitoring;

import dev.rondo.inference.Route;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes, in two orders: as they arrived, and by their predictions' event times. */
final class OutcomeTable {
    private static final String COLUMNS =
            "prediction_id, position, endpoint, release_id, route, model, version, entity_key,"
                    + " decision, score, event_time, positive, outcome_time";

    /** So many arguments fit into one statement on either database. */
    private static final int CHUNK = 500;

    /**
     * @param journalPosition the journal's size when the outcome arrived
     */
    record Arrived(RecordedOutcome outcome, long journalPosition) {}

    private OutcomeTable() {}

    /** The last position given out; 0 if there is none. */
    static long lastPosition(Tx tx) {
        return tx.first(
                        "SELECT position FROM monitoring_outcomes ORDER BY position DESC LIMIT 1",
                        row -> row.integer("position"))
                .orElse(0L);
    }

    /** Inserts those whose prediction has no outcome yet; how many there were. */
    static int insert(Tx tx, List<RecordedOutcome> outcomes, long journalPosition) {
        var rows = new ArrayList<@Nullable Object[]>(outcomes.size());
        for (var outcome : outcomes) {
            rows.add(arguments(outcome, journalPosition));
        }
        tx.batch(
                "INSERT INTO monitoring_outcomes ("
                        + COLUMNS
                        + ", journal_position, sort_key)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (prediction_id) DO NOTHING",
                rows);
        return tx.first(
                        "SELECT count(*) AS n FROM monitoring_outcomes WHERE position >= ?",
                        row -> (int) row.integer("n"),
                        outcomes.getFirst().position())
                .orElse(0);
    }

    private static @Nullable Object[] arguments(RecordedOutcome outcome, long journalPosition) {
        return new Object[] {
            outcome.predictionId(),
            outcome.position(),
            outcome.endpoint(),
            outcome.releaseId(),
            outcome.route().name(),
            outcome.model(),
            outcome.version(),
            outcome.key(),
            outcome.decision(),
            outcome.score(),
            outcome.eventTime(),
            outcome.positive(),
            outcome.outcomeTime(),
            journalPosition,
            sortKey(outcome.key(), outcome.predictionId())
        };
    }

    private static byte[] sortKey(String key, String predictionId) {
        return (key + "\0" + predictionId).getBytes(StandardCharsets.UTF_8);
    }

    /** The known outcomes of these predictions. */
    static Map<String, Boolean> known(Tx tx, List<String> predictionIds) {
        var known = new HashMap<String, Boolean>();
        for (int from = 0; from < predictionIds.size(); from += CHUNK) {
            var ids = predictionIds.subList(from, Math.min(from + CHUNK, predictionIds.size()));
            tx.query(
                            "SELECT prediction_id, positive FROM monitoring_outcomes"
                                    + " WHERE prediction_id IN (?"
                                    + ", ?".repeat(ids.size() - 1)
                                    + ")",
                            row -> Map.entry(row.text("prediction_id"), row.flag("positive")),
                            ids.toArray())
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        }
        return known;
    }

    /** In the order of arrival, behind a position. */
    static List<Arrived> arrived(Tx tx, long position, int limit) {
        return tx.query(
                "SELECT "
                        + COLUMNS
                        + ", journal_position FROM monitoring_outcomes"
                        + " WHERE position > ? ORDER BY position LIMIT ?",
                row -> new Arrived(outcome(row), row.integer("journal_position")),
                position,
                limit);
    }

    static List<RecordedOutcome> ofRelease(
            Tx tx, String endpoint, String releaseId, OutcomeCursor cursor, int limit) {
        return tx.query(
                "SELECT "
                        + COLUMNS
                        + " FROM monitoring_outcomes WHERE release_id = ? AND endpoint = ?"
                        + " AND (event_time, sort_key) > (?, ?)"
                        + " ORDER BY event_time, sort_key LIMIT ?",
                OutcomeTable::outcome,
                releaseId,
                endpoint,
                cursor.eventTime(),
                sortKey(cursor.key(), cursor.predictionId()),
                limit);
    }

    static long countOfRelease(Tx tx, String endpoint, String releaseId) {
        return tx.first(
                        "SELECT count(*) AS n FROM monitoring_outcomes"
                                + " WHERE release_id = ? AND endpoint = ?",
                        row -> row.integer("n"),
                        releaseId,
                        endpoint)
                .orElse(0L);
    }

    static List<RecordedOutcome> between(
            Tx tx, String endpoint, long from, long to, OutcomeCursor cursor, int limit) {
        return tx.query(
                "SELECT "
                        + COLUMNS
                        + " FROM monitoring_outcomes WHERE endpoint = ?"
                        + " AND event_time >= ? AND event_time < ?"
                        + " AND (event_time, sort_key) > (?, ?)"
                        + " ORDER BY event_time, sort_key LIMIT ?",
                OutcomeTable::outcome,
                endpoint,
                from,
                to,
                cursor.eventTime(),
                sortKey(cursor.key(), cursor.predictionId()),
                limit);
    }

    private static RecordedOutcome outcome(Row row) {
        var decision = row.integerOrNull("decision");
        return new RecordedOutcome(
                row.text("prediction_id"),
                row.integer("position"),
                row.text("endpoint"),
                row.textOrNull("release_id"),
                Route.valueOf(row.text("route")),
                row.text("model"),
                (int) row.integer("version"),
                row.text("entity_key"),
                decision == null ? null : decision == 1,
                row.real("score"),
                row.integer("event_time"),
                row.flag("positive"),
                row.integer("outcome_time"));
    }
}
