package dev.rondo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be made.
 *
 * @param name 1 to 63 letters, digits, {@code . _ -}, first and last a letter or digit; several may
 *     have the same
 * @param secret the key of the signatures; null to send none
 */
public record NewWebhook(
        String name,
        @Nullable String description,
        String url,
        List<WebhookEvent> events,
        @Nullable String secret,
        WebhookStatus status) {
    public NewWebhook {
        events = events.stream().distinct().sorted().toList();
    }
}
