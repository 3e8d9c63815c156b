package dev.rondo.registry;

import java.util.Locale;

/** What has happened. */
public enum WebhookAction {
    CREATED,
    UPDATED,
    DELETED,
    SET,
    EXCEEDED;

    /** As a body has it, such as {@code created}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
