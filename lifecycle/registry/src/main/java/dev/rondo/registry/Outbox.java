package dev.rondo.registry;

import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where changes wait to be told, in the same transaction as the change itself. */
final class Outbox {
    private static final String INSERT =
            """
            INSERT INTO registry_webhook_outbox
                (sequence, delivery_id, webhook_id, event, subject, body, dead, attempts,
                created_at, due_at, last_error)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, '')
            """;

    private final InstantSource clock;
    private final Semaphore signal = new Semaphore(0);

    Outbox(InstantSource clock) {
        this.clock = clock;
    }

    void add(Tx tx, Change change) {
        add(tx, List.of(change));
    }

    /** Adds changes of one kind: the same few statements, however many they are. */
    void add(Tx tx, List<Change> changes) {
        var webhooks = changes.isEmpty() ? List.<String>of() : listeners(tx, changes.getFirst());
        if (webhooks.isEmpty()) {
            return;
        }
        tx.lock("registry_webhook_outbox");
        long sequence = last(tx);
        var now = clock.instant();
        var rows = new ArrayList<@Nullable Object[]>();
        for (var change : changes) {
            var body = change.body(now);
            for (var webhook : webhooks) {
                rows.add(
                        new @Nullable Object[] {
                            ++sequence,
                            UUID.randomUUID().toString(),
                            webhook,
                            change.event().text(),
                            change.subject(),
                            body,
                            now.toEpochMilli(),
                            now.toEpochMilli()
                        });
            }
        }
        tx.batch(INSERT, rows);
        tx.afterCommit(this::wake);
    }

    private static List<String> listeners(Tx tx, Change change) {
        return tx.query(
                """
                SELECT w.webhook_id FROM registry_webhook_events e
                JOIN registry_webhooks w ON w.webhook_id = e.webhook_id
                WHERE e.event = ? AND w.status = 'ACTIVE' ORDER BY w.webhook_id
                """,
                row -> row.text("webhook_id"),
                change.event().text());
    }

    private static long last(Tx tx) {
        return tx.first(
                        "SELECT coalesce(max(sequence), 0) AS last FROM registry_webhook_outbox",
                        row -> row.integer("last"))
                .orElseThrow();
    }

    /** What waits for a model that gets another name stays before what comes under the new one. */
    static void rename(Tx tx, String name, String newName) {
        tx.update(
                "UPDATE registry_webhook_outbox SET subject = ? WHERE dead = 0 AND subject = ?",
                newName,
                name);
    }

    void wake() {
        signal.release();
    }

    /** Waits until something was added or settled, or the time is over. */
    void await(long millis) throws InterruptedException {
        if (signal.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
