package dev.rondo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a webhook; null stays as it is.
 *
 * @param events empty stays as it is too
 */
public record WebhookUpdate(
        @Nullable String name,
        @Nullable String description,
        @Nullable String url,
        List<WebhookEvent> events,
        @Nullable String secret,
        @Nullable WebhookStatus status) {
    public WebhookUpdate {
        events = events.stream().distinct().sorted().toList();
    }
}
