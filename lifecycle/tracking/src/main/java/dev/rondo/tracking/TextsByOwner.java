package dev.rondo.tracking;

import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the texts of many owners in one statement with one row an owner, as rows are what such a
 * statement costs. The database joins each owner's keys and values to one text, each with its
 * length in front, so any text comes back as it is.
 */
final class TextsByOwner {
    private static final String JOINED =
            "string_agg(CAST(length(key) AS TEXT) || ':' || CAST(length(value) AS TEXT) || ':' || key || value, '')";

    private final IdSet ids;

    TextsByOwner(Db db) {
        ids = new IdSet(db);
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

    private static Map<String, Map<String, String>> query(
            Tx tx, String table, String owner, String shown, String in, String owners) {
        var all = new HashMap<String, Map<String, String>>();
        tx.query(
                "SELECT %s AS owner, %s AS texts FROM %s WHERE %s%s GROUP BY %s"
                        .formatted(shown, JOINED, table, owner, in, owner),
                row -> all.put(row.text("owner"), texts(new JoinedTexts(row.text("texts")))),
                owners);
        return all;
    }

    private static Map<String, String> texts(JoinedTexts joined) {
        var texts = new LinkedHashMap<String, String>();
        while (joined.hasNext()) {
            int key = (int) joined.number(':');
            int value = (int) joined.number(':');
            texts.put(joined.text(key), joined.text(value));
        }
        return texts;
    }
}
