package dev.rondo.monitoring;

import dev.rondo.base.Json;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the folding has come: of the journal as a whole, and of each endpoint. */
final class ProgressTable {
    /**
     * @param sequence the next record to fold
     * @param outcomePosition the last outcome that is folded
     */
    record Cursor(long sequence, long outcomePosition) {
        static final Cursor START = new Cursor(0, 0);
    }

    private ProgressTable() {}

    static Cursor cursor(Tx tx, String replica) {
        return tx.first(
                        "SELECT sequence, outcome_position FROM monitoring_cursors"
                                + " WHERE replica = ?",
                        row -> new Cursor(row.integer("sequence"), row.integer("outcome_position")),
                        replica)
                .orElse(Cursor.START);
    }

    /** Moves the cursor on; false if it was moved meanwhile. */
    static boolean move(Tx tx, String replica, Cursor from, Cursor to) {
        tx.update(
                "INSERT INTO monitoring_cursors (replica, sequence, outcome_position)"
                        + " VALUES (?, 0, 0) ON CONFLICT (replica) DO NOTHING",
                replica);
        return tx.update(
                        "UPDATE monitoring_cursors SET sequence = ?, outcome_position = ?"
                                + " WHERE replica = ? AND sequence = ? AND outcome_position = ?",
                        to.sequence(),
                        to.outcomePosition(),
                        replica,
                        from.sequence(),
                        from.outcomePosition())
                == 1;
    }

    static void load(Tx tx, EndpointState state) {
        tx.query(
                "SELECT latest_event_time, last_seen, unmonitored, judged_columns, judged_concept"
                        + " FROM monitoring_progress WHERE endpoint = ?",
                row -> {
                    state.latestEventTime = row.integerOrNull("latest_event_time");
                    state.lastSeen = row.integer("last_seen");
                    state.unmonitored = row.integer("unmonitored");
                    state.judgedColumns = starts(row.text("judged_columns"));
                    state.judgedConcept = starts(row.text("judged_concept"));
                    return state;
                },
                state.spec.endpoint());
    }

    private static List<Long> starts(String json) {
        return List.of(Json.read(json, Long[].class));
    }

    static void store(Tx tx, EndpointState state) {
        tx.update(
                "INSERT INTO monitoring_progress (endpoint, latest_event_time, last_seen,"
                        + " unmonitored, judged_columns, judged_concept) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (endpoint) DO UPDATE SET"
                        + " latest_event_time = excluded.latest_event_time,"
                        + " last_seen = excluded.last_seen, unmonitored = excluded.unmonitored,"
                        + " judged_columns = excluded.judged_columns,"
                        + " judged_concept = excluded.judged_concept",
                state.spec.endpoint(),
                state.latestEventTime,
                state.lastSeen,
                state.unmonitored,
                Json.write(state.judgedColumns),
                Json.write(state.judgedConcept));
    }

    static @Nullable Long latestEventTime(Tx tx, String endpoint) {
        return tx.first(
                        "SELECT latest_event_time FROM monitoring_progress WHERE endpoint = ?",
                        row -> Optional.ofNullable(row.integerOrNull("latest_event_time")),
                        endpoint)
                .flatMap(time -> time)
                .orElse(null);
    }

    static long unmonitored(Tx tx, String endpoint) {
        return tx.first(
                        "SELECT unmonitored FROM monitoring_progress WHERE endpoint = ?",
                        row -> row.integer("unmonitored"),
                        endpoint)
                .orElse(0L);
    }

    /** Lets M of N begin anew. */
    static void forgetJudged(Tx tx, String endpoint) {
        tx.update(
                "UPDATE monitoring_progress SET judged_columns = '[]', judged_concept = '[]'"
                        + " WHERE endpoint = ?",
                endpoint);
    }
}
