package dev.rondo.registry;

import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Optional;

/** The SQL by which messages leave the outbox. At most one of a webhook is on its way. */
final class OutboxTable {
    /** The first message of each webhook and subject, whose webhook listens. */
    private static final String HEADS =
            """
            FROM (SELECT min(sequence) AS sequence FROM registry_webhook_outbox
                WHERE dead = 0 GROUP BY webhook_id, subject) h
            JOIN registry_webhook_outbox o ON o.sequence = h.sequence
            JOIN registry_webhooks w ON w.webhook_id = o.webhook_id AND w.status = 'ACTIVE'
            """;

    private OutboxTable() {}

    /** When there may be something to send. */
    static Optional<Long> nextDue(Tx tx) {
        return tx.first(
                        "SELECT min(CASE WHEN o.due_at > w.claimed_until THEN o.due_at ELSE w.claimed_until END) AS due "
                                + HEADS,
                        row -> Optional.ofNullable(row.integerOrNull("due")))
                .orElseThrow();
    }

    /** Takes the first message that is due of each webhook, until the lease ends. */
    static List<Message> claim(Tx tx, long now, long leaseEnd, int limit) {
        tx.lock("registry_webhook_claims");
        var claimed =
                tx.query(
                        """
                        SELECT o.sequence, o.delivery_id, o.webhook_id, o.body, o.attempts,
                            o.created_at, w.url, w.secret
                        FROM registry_webhook_outbox o
                        JOIN registry_webhooks w ON w.webhook_id = o.webhook_id
                        WHERE o.sequence IN (SELECT min(o.sequence) %s
                            WHERE o.due_at <= ? AND w.claimed_until <= ? GROUP BY o.webhook_id
                            ORDER BY 1 LIMIT ?)
                        """
                                .formatted(HEADS),
                        OutboxTable::map,
                        now,
                        now,
                        limit);
        var leases =
                claimed.stream().map(each -> new Object[] {leaseEnd, each.webhookId()}).toList();
        if (!leases.isEmpty()) {
            tx.batch("UPDATE registry_webhooks SET claimed_until = ? WHERE webhook_id = ?", leases);
        }
        return claimed;
    }

    private static Message map(Row row) {
        return new Message(
                row.integer("sequence"),
                row.text("delivery_id"),
                row.text("webhook_id"),
                row.text("body"),
                Math.toIntExact(row.integer("attempts")),
                row.integer("created_at"),
                row.text("url"),
                row.textOrNull("secret"));
    }

    static void release(Tx tx, Message message) {
        tx.update(
                "UPDATE registry_webhooks SET claimed_until = 0 WHERE webhook_id = ?",
                message.webhookId());
    }

    static void delivered(Tx tx, Message message) {
        tx.update(
                "DELETE FROM registry_webhook_outbox WHERE delivery_id = ?", message.deliveryId());
        release(tx, message);
    }

    static void retry(Tx tx, Message message, long dueAt, String error) {
        tx.update(
                """
                UPDATE registry_webhook_outbox
                SET attempts = attempts + 1, due_at = ?, last_error = ? WHERE delivery_id = ?
                """,
                dueAt,
                error,
                message.deliveryId());
        release(tx, message);
    }

    /** Gives a message up, and forgets the webhook's oldest beyond the limit. */
    static void bury(Tx tx, Message message, String error) {
        tx.update(
                """
                UPDATE registry_webhook_outbox
                SET dead = 1, attempts = attempts + 1, last_error = ? WHERE delivery_id = ?
                """,
                error,
                message.deliveryId());
        tx.update(
                """
                DELETE FROM registry_webhook_outbox WHERE dead = 1 AND webhook_id = ?
                    AND sequence <= (SELECT sequence FROM registry_webhook_outbox
                        WHERE dead = 1 AND webhook_id = ?
                        ORDER BY sequence DESC LIMIT 1 OFFSET ?)
                """,
                message.webhookId(),
                message.webhookId(),
                Limits.DEAD_LETTERS);
        release(tx, message);
    }
}
