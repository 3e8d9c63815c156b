package dev.rondo.registry;

import static java.util.stream.Collectors.joining;

import dev.rondo.base.RondoException;
import java.util.Locale;

/** A kind of change that a webhook can be told of. */
public record WebhookEvent(WebhookEntity entity, WebhookAction action)
        implements Comparable<WebhookEvent> {
    public WebhookEvent {
        if (!entity.actions().contains(action)) {
            throw RondoException.user(
                    "webhook.event",
                    "Invalid action '%s' for entity '%s'. Valid actions are: %s"
                            .formatted(
                                    action.text(),
                                    entity.text(),
                                    entity.actions().stream()
                                            .map(each -> "'" + each.text() + "'")
                                            .sorted()
                                            .collect(joining(", ", "[", "]"))));
        }
    }

    /** {@code entity.action}, as it is stored. */
    String text() {
        return entity.text() + "." + action.text();
    }

    static WebhookEvent read(String text) {
        int dot = text.indexOf('.');
        return new WebhookEvent(
                WebhookEntity.valueOf(text.substring(0, dot).toUpperCase(Locale.ROOT)),
                WebhookAction.valueOf(text.substring(dot + 1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public int compareTo(WebhookEvent other) {
        return text().compareTo(other.text());
    }
}
