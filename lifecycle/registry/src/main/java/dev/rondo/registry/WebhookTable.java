package dev.rondo.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.filters.SqlCondition;
import dev.rondo.registry.KeySet.Column;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of webhooks, and of what could not be told to them. */
final class WebhookTable {
    private static final String COLUMNS =
            """
            SELECT w.webhook_id, w.name, w.description, w.url, w.status, w.created_at, w.updated_at
            FROM registry_webhooks w
            """;
    private static final KeySet<Webhook> NEWEST_FIRST =
            new KeySet<>(
                    List.of(
                            new Column<>("w.created_at", false, Webhook::creationMillis),
                            new Column<>("w.webhook_id", false, Webhook::id)),
                    List.of());
    private static final KeySet<Placed> OLDEST_FIRST =
            new KeySet<>(List.of(new Column<>("o.sequence", true, Placed::sequence)), List.of());

    private record Event(String webhookId, WebhookEvent event) {}

    private record Placed(long sequence, DeadLetter letter) {}

    private WebhookTable() {}

    static void insert(
            Tx tx, String id, NewWebhook webhook, @Nullable String sealedSecret, long now) {
        tx.update(
                """
                INSERT INTO registry_webhooks
                    (webhook_id, name, description, url, secret, status, created_at, updated_at,
                    claimed_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
                id,
                webhook.name(),
                webhook.description(),
                webhook.url(),
                sealedSecret,
                webhook.status().name(),
                now,
                now);
        insertEvents(tx, id, webhook.events());
    }

    static void update(
            Tx tx, String id, WebhookUpdate update, @Nullable String sealedSecret, long now) {
        var status = update.status();
        int updated =
                tx.update(
                        """
                        UPDATE registry_webhooks SET name = coalesce(?, name),
                            description = coalesce(?, description), url = coalesce(?, url),
                            secret = coalesce(?, secret), status = coalesce(?, status),
                            updated_at = ?
                        WHERE webhook_id = ?
                        """,
                        update.name(),
                        update.description(),
                        update.url(),
                        sealedSecret,
                        status == null ? null : status.name(),
                        now,
                        id);
        require(updated, id);
        if (!update.events().isEmpty()) {
            tx.update("DELETE FROM registry_webhook_events WHERE webhook_id = ?", id);
            insertEvents(tx, id, update.events());
        }
    }

    private static void insertEvents(Tx tx, String id, List<WebhookEvent> events) {
        tx.batch(
                "INSERT INTO registry_webhook_events (webhook_id, event) VALUES (?, ?)",
                events.stream().map(event -> new @Nullable Object[] {id, event.text()}).toList());
    }

    static void delete(Tx tx, String id) {
        require(tx.update("DELETE FROM registry_webhooks WHERE webhook_id = ?", id), id);
    }

    static Webhook get(Tx tx, String id) {
        return select(tx, "WHERE w.webhook_id = ?", id).stream()
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    /** The key of a webhook's signatures, as it is stored, if it has one. */
    static Optional<String> sealedSecret(Tx tx, String id) {
        return tx.first(
                "SELECT secret FROM registry_webhooks WHERE webhook_id = ? AND secret IS NOT NULL",
                row -> row.text("secret"),
                id);
    }

    static Page<Webhook> list(Tx tx, int limit, @Nullable String pageToken) {
        var place = NEWEST_FIRST.after(pageToken);
        var sql = "WHERE " + place.sql() + " ORDER BY " + NEWEST_FIRST.orderBy() + " LIMIT ?";
        var found = select(tx, sql, Conditions.arguments(place, limit + 1));
        return Page.cut(found, limit, NEWEST_FIRST::token);
    }

    /** The webhooks of a condition and order, with their events: two statements. */
    private static List<Webhook> select(Tx tx, String where, @Nullable Object... arguments) {
        var found = tx.query(COLUMNS + where, WebhookTable::map, arguments);
        if (found.isEmpty()) {
            return found;
        }
        var events = events(tx, found);
        return found.stream()
                .map(each -> each.with(events.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static Webhook map(Row row) {
        return new Webhook(
                row.text("webhook_id"),
                row.text("name"),
                row.textOrNull("description"),
                row.text("url"),
                List.of(),
                WebhookStatus.valueOf(row.text("status")),
                row.integer("created_at"),
                row.integer("updated_at"));
    }

    private static Map<String, List<WebhookEvent>> events(Tx tx, List<Webhook> webhooks) {
        var marks = String.join(", ", Collections.nCopies(webhooks.size(), "?"));
        return tx
                .query(
                        "SELECT webhook_id, event FROM registry_webhook_events WHERE webhook_id IN ("
                                + marks
                                + ")",
                        row ->
                                new Event(
                                        row.text("webhook_id"),
                                        WebhookEvent.read(row.text("event"))),
                        webhooks.stream().map(Webhook::id).toArray())
                .stream()
                .collect(groupingBy(Event::webhookId, mapping(Event::event, toList())));
    }

    static Page<DeadLetter> deadLetters(Tx tx, String id, int limit, @Nullable String pageToken) {
        var place =
                SqlCondition.of("o.dead = 1 AND o.webhook_id = ?", id)
                        .and(OLDEST_FIRST.after(pageToken));
        var found =
                tx.query(
                        """
                        SELECT o.sequence, o.delivery_id, o.webhook_id, o.event, o.subject, o.body,
                            o.attempts, o.last_error, o.created_at
                        FROM registry_webhook_outbox o WHERE %s ORDER BY %s LIMIT ?
                        """
                                .formatted(place.sql(), OLDEST_FIRST.orderBy()),
                        WebhookTable::letter,
                        Conditions.arguments(place, limit + 1));
        var page = Page.cut(found, limit, OLDEST_FIRST::token);
        return new Page<>(page.items().stream().map(Placed::letter).toList(), page.nextToken());
    }

    private static Placed letter(Row row) {
        return new Placed(
                row.integer("sequence"),
                new DeadLetter(
                        row.text("delivery_id"),
                        row.text("webhook_id"),
                        WebhookEvent.read(row.text("event")),
                        row.text("subject"),
                        row.text("body"),
                        Math.toIntExact(row.integer("attempts")),
                        row.text("last_error"),
                        row.integer("created_at")));
    }

    private static void require(int found, String id) {
        if (found == 0) {
            throw notFound(id);
        }
    }

    private static RondoException notFound(String id) {
        return RondoException.notFound(
                "webhook.not_found", "Webhook with ID " + Checks.shown(id) + " not found.");
    }
}
