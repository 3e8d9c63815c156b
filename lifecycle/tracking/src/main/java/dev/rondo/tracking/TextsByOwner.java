package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the texts of many owners in one statement, one row an owner. */
final class TextsByOwner {
    private final IdSet ids;
    private final String joined;

    TextsByOwner(Db db) {
        ids = new IdSet(db);
        joined = new JoinedRows(db).ofTexts();
    }

    /**
     * @param table of texts by owner and key
     * @param owner the column of the owner
     */
    Map<String, Map<String, String>> of(Tx tx, String table, String owner, List<String> owners) {
        return query(tx, table, owner, owner, ids.inTexts(), IdSet.texts(owners));
    }

    Map<String, Map<String, String>> ofExperiments(Tx tx, List<String> experimentIds) {
        return query(
                tx,
                "tracking_experiment_tags",
                "experiment_id",
                "CAST(experiment_id AS TEXT)",
                ids.inNumbers(),
                IdSet.numbers(experimentIds));
    }

    private Map<String, Map<String, String>> query(
            Tx tx, String table, String owner, String shown, String in, String owners) {
        var all = new HashMap<String, Map<String, String>>();
        tx.query(
                "SELECT %s AS owner, %s AS texts FROM %s WHERE %s%s GROUP BY %s"
                        .formatted(shown, joined, table, owner, in, owner),
                row -> all.put(row.text("owner"), JoinedRows.texts(row.text("texts"))),
                owners);
        return all;
    }
}
