package dev.rondo.tracking;

import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a table of texts by owner and key: the tags and parameters of experiments, runs and
 * models. Rows are written in the order of their keys, so that two writers of one owner wait for
 * each other and cannot deadlock.
 */
enum Texts {
    EXPERIMENT_TAGS("tracking_experiment_tags", "experiment_id"),
    RUN_TAGS("tracking_tags", "run_number"),
    RUN_PARAMS("tracking_params", "run_number"),
    MODEL_TAGS("tracking_logged_model_tags", "model_id"),
    MODEL_PARAMS("tracking_logged_model_params", "model_id");

    /** How many keys a statement asks for, so that few texts of statements are in use. */
    private static final int[] KEYS = {1, 10, 100, 1_000};

    private final String table;
    private final String owner;
    private final String insert;
    private final String upsert;

    Texts(String table, String owner) {
        this.table = table;
        this.owner = owner;
        insert =
                "INSERT INTO %s (%s, key, value) VALUES (?, ?, ?) ON CONFLICT (%s, key) DO "
                        .formatted(table, owner, owner);
        upsert = insert + "UPDATE SET value = excluded.value";
    }

    /** Replaces what is there. */
    void put(Tx tx, Object id, Map<String, String> values) {
        tx.batch(upsert, rows(id, values));
    }

    /**
     * Adds what is not there and changes nothing else.
     *
     * @return those of the keys that now have another value, and which
     */
    Map<String, String> add(Tx tx, Object id, Map<String, String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        tx.batch(insert + "NOTHING", rows(id, values));
        var others = new LinkedHashMap<String, String>();
        var stored = stored(tx, id, values.keySet());
        values.forEach((key, value) -> {
            var there = stored.getOrDefault(key, value);
            if (!there.equals(value)) {
                others.put(key, there);
            }
        });
        return others;
    }

    private Map<String, String> stored(Tx tx, Object id, Collection<String> keys) {
        var stored = new TreeMap<String, String>();
        var all = List.copyOf(keys);
        int most = KEYS[KEYS.length - 1];
        for (int from = 0; from < all.size(); from += most) {
            var some = all.subList(from, Math.min(all.size(), from + most));
            var arguments = new ArrayList<@Nullable Object>();
            arguments.add(id);
            arguments.addAll(some);
            while (arguments.size() <= padded(some.size())) {
                arguments.add(some.getFirst());
            }
            tx.query(
                    "SELECT key, value FROM %s WHERE %s = ? AND key IN (?%s)"
                            .formatted(table, owner, ", ?".repeat(arguments.size() - 2)),
                    row -> stored.put(row.text("key"), row.text("value")),
                    arguments.toArray());
        }
        return stored;
    }

    private static int padded(int count) {
        int i = 0;
        while (KEYS[i] < count) {
            i++;
        }
        return KEYS[i];
    }

    /** Whether there was one to remove. */
    boolean remove(Tx tx, Object id, String key) {
        return tx.update("DELETE FROM %s WHERE %s = ? AND key = ?".formatted(table, owner), id, key)
                > 0;
    }

    Map<String, String> of(Tx tx, Object id) {
        var texts = new LinkedHashMap<String, String>();
        tx.query(
                "SELECT key, value FROM %s WHERE %s = ? ORDER BY key".formatted(table, owner),
                row -> texts.put(row.text("key"), row.text("value")),
                id);
        return texts;
    }

    private static List<@Nullable Object[]> rows(Object id, Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(each -> new @Nullable Object[] {id, each.getKey(), each.getValue()})
                        .toList();
    }
}
