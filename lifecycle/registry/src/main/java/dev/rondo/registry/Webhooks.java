package dev.rondo.registry;

import dev.rondo.base.Page;
import org.jspecify.annotations.Nullable;

/** Addresses that are told of changes, and the durable queue of what to tell them. */
public final class Webhooks {
    public Webhook create(NewWebhook webhook) {
        throw new UnsupportedOperationException();
    }

    /** NOT_FOUND {@code webhook.not_found}. */
    public Webhook get(String id) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public Page<Webhook> list(int maxResults, @Nullable String pageToken) {
        throw new UnsupportedOperationException();
    }

    public Webhook update(String id, WebhookUpdate update) {
        throw new UnsupportedOperationException();
    }

    /** With all that waits for it. */
    public void delete(String id) {
        throw new UnsupportedOperationException();
    }

    /** Sends an example, of the webhook's first event if none is named, and waits for the answer. */
    public WebhookTest test(String id, @Nullable WebhookEvent event) {
        throw new UnsupportedOperationException();
    }

    /** What was given up, oldest first. */
    public Page<DeadLetter> deadLetters(String id, int maxResults, @Nullable String pageToken) {
        throw new UnsupportedOperationException();
    }

    /** Starts to deliver what waits, until it is closed. */
    public AutoCloseable startDelivery() {
        throw new UnsupportedOperationException();
    }
}
