package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that are told of changes. What is to be told is stored in the transaction of the change
 * and survives a restart. A webhook hears of one model or prompt in the order of the changes.
 */
public final class Webhooks {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private final Db db;
    private final Outbox outbox;
    private final WebhookPolicy policy;
    private final WebhookSecrets secrets;
    private final WebhookSender sender;
    private final InstantSource clock;

    Webhooks(
            Db db,
            Outbox outbox,
            WebhookPolicy policy,
            WebhookSecrets secrets,
            InstantSource clock) {
        this.db = db;
        this.outbox = outbox;
        this.policy = policy;
        this.secrets = secrets;
        this.clock = clock;
        sender = new WebhookSender(policy, secrets, clock);
    }

    /**
     * Makes a webhook, which hears of what happens from now on.
     *
     * @throws RondoException of kind USER when name, events or URL do not fit, or the URL's host
     *     cannot be found or has an address that is not allowed
     */
    public Webhook create(NewWebhook webhook) {
        checkName(webhook.name());
        WebhookUrl.parse(webhook.url(), policy).checkHost(policy);
        checkEvents(webhook.events());
        var id = UUID.randomUUID().toString();
        var sealed = sealed(id, webhook.secret());
        return db.write(tx -> {
            WebhookTable.insert(tx, id, webhook, sealed, clock.millis());
            return WebhookTable.get(tx, id);
        });
    }

    /**
     * One webhook.
     *
     * @throws RondoException of kind NOT_FOUND {@code webhook.not_found}
     */
    public Webhook get(String id) {
        return db.read(tx -> WebhookTable.get(tx, id));
    }

    /** The webhooks, newest first. */
    public Page<Webhook> list(int maxResults, @Nullable String pageToken) {
        checkMaxResults(maxResults);
        return db.read(tx -> WebhookTable.list(tx, maxResults, pageToken));
    }

    /** Changes a webhook; what waits for it goes to its new address. */
    public Webhook update(String id, WebhookUpdate update) {
        if (update.name() != null) {
            checkName(update.name());
        }
        if (update.url() != null) {
            WebhookUrl.parse(update.url(), policy).checkHost(policy);
        }
        var sealed = sealed(id, update.secret());
        var updated =
                db.write(tx -> {
                    WebhookTable.update(tx, id, update, sealed, clock.millis());
                    return WebhookTable.get(tx, id);
                });
        outbox.wake();
        return updated;
    }

    private @Nullable String sealed(String id, @Nullable String secret) {
        return secret == null ? null : secrets.seal(id, secret);
    }

    /** Deletes a webhook with all that waits for it and its dead letters. */
    public void delete(String id) {
        db.execute(tx -> WebhookTable.delete(tx, id));
    }

    /**
     * Sends an example once and waits for the answer.
     *
     * @param event null for the first of the webhook's own
     */
    public WebhookTest test(String id, @Nullable WebhookEvent event) {
        var webhook = get(id);
        var secret = db.read(tx -> WebhookTable.sealedSecret(tx, id));
        var change = Examples.of(event == null ? webhook.events().getFirst() : event);
        var outcome =
                sender.send(
                        new Message(
                                0,
                                UUID.randomUUID().toString(),
                                id,
                                change.body(clock.instant()),
                                0,
                                clock.millis(),
                                webhook.url(),
                                secret.orElse(null)));
        return switch (outcome) {
            case WebhookSender.Answered(var answer) ->
                    new WebhookTest.Answered(answer.status(), answer.body());
            case WebhookSender.Unreachable(var reason) -> failed(reason);
            case WebhookSender.Refused(var reason) -> failed(reason);
        };
    }

    private static WebhookTest failed(String reason) {
        return new WebhookTest.Failed("Failed to test webhook: " + reason);
    }

    /** What was given up of a webhook, oldest first; the newest {@link Limits#DEAD_LETTERS}. */
    public Page<DeadLetter> deadLetters(String id, int maxResults, @Nullable String pageToken) {
        checkMaxResults(maxResults);
        return db.read(tx -> {
            WebhookTable.get(tx, id);
            return WebhookTable.deadLetters(tx, id, maxResults, pageToken);
        });
    }

    /** Starts to deliver what waits, on virtual threads, until it is closed. */
    public WebhookDelivery startDelivery() {
        return new WebhookDelivery(db, outbox, sender, policy, clock);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RondoException.user(
                    "webhook.name",
                    "Webhook name '%s' is invalid. It must start and end with a letter or digit, be less than 63 characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-)."
                            .formatted(Checks.shown(name)));
        }
    }

    private static void checkEvents(List<WebhookEvent> events) {
        if (events.isEmpty()) {
            throw RondoException.user(
                    "webhook.event",
                    "Webhook events must be a non-empty list of WebhookEvent objects: [].");
        }
    }

    private static void checkMaxResults(int wanted) {
        if (wanted < 1 || wanted > Page.MAX_ITEMS) {
            throw RondoException.user("page.limit", "max_results must be between 1 and 1000.");
        }
    }
}
