package dev.rondo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of changes. Its secret is never shown.
 *
 * @param events sorted by entity and action
 */
public record Webhook(
        String id,
        String name,
        @Nullable String description,
        String url,
        List<WebhookEvent> events,
        WebhookStatus status,
        long creationMillis,
        long lastUpdateMillis) {
    public Webhook {
        events = events.stream().sorted().toList();
    }

    Webhook with(List<WebhookEvent> all) {
        return new Webhook(
                id, name, description, url, all, status, creationMillis, lastUpdateMillis);
    }
}
