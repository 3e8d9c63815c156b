package dev.rondo.serving;

import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The freezes in the database. */
final class FreezeRows {
    private FreezeRows() {}

    static void insert(Tx tx, Freeze freeze) {
        tx.update(
                "INSERT INTO serving_freezes (id, scope, who, why, frozen_at) VALUES (?, ?, ?, ?, ?)",
                freeze.id(),
                freeze.scope(),
                freeze.who(),
                freeze.why(),
                freeze.at());
    }

    static List<Freeze> lift(Tx tx, String scope, String who, long now) {
        return tx.query(
                "UPDATE serving_freezes SET lifted_at = ?, lifted_by = ? WHERE scope = ? AND lifted_at IS NULL RETURNING *",
                FreezeRows::freeze,
                now,
                who,
                scope);
    }

    /** Those that hold for an endpoint now. */
    static List<Freeze> holding(Tx tx, String endpoint) {
        return tx.query(
                "SELECT * FROM serving_freezes WHERE scope IN (?, ?) AND lifted_at IS NULL ORDER BY frozen_at, id",
                FreezeRows::freeze,
                endpoint,
                Freeze.EVERYWHERE);
    }

    static List<Freeze> list(Tx tx, @Nullable String scope) {
        var order = " ORDER BY frozen_at DESC, id LIMIT 1000";
        return scope == null
                ? tx.query("SELECT * FROM serving_freezes" + order, FreezeRows::freeze)
                : tx.query(
                        "SELECT * FROM serving_freezes WHERE scope = ?" + order,
                        FreezeRows::freeze,
                        scope);
    }

    private static Freeze freeze(Row row) {
        return new Freeze(
                row.text("id"),
                row.text("scope"),
                row.text("who"),
                row.text("why"),
                row.integer("frozen_at"),
                row.integerOrNull("lifted_at"),
                row.textOrNull("lifted_by"));
    }
}
