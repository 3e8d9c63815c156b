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
        var all = new HashMap<String, Map<String, String>>();
        tx.query(
                sql(table, owner, ids.inTexts()),
                row -> all.put(row.text("owner"), JoinedRows.texts(row.text("texts"))),
                IdSet.texts(owners));
        return all;
    }

    /** The same where the owners are numbers, such as those of experiments. */
    Map<Long, Map<String, String>> ofNumbered(
            Tx tx, String table, String owner, List<Long> owners) {
        var all = new HashMap<Long, Map<String, String>>();
        tx.query(
                sql(table, owner, ids.inNumbers()),
                row -> all.put(row.integer("owner"), JoinedRows.texts(row.text("texts"))),
                IdSet.of(owners));
        return all;
    }

    private String sql(String table, String owner, String in) {
        return "SELECT %2$s AS owner, %1$s AS texts FROM %3$s WHERE %2$s%4$s GROUP BY %2$s"
                .formatted(joined, owner, table, in);
    }
}
