package dev.rondo.registry;

import java.util.Locale;
import java.util.Set;

/** What an event is about, with what can happen to it. */
public enum WebhookEntity {
    REGISTERED_MODEL(WebhookAction.CREATED),
    MODEL_VERSION(WebhookAction.CREATED),
    MODEL_VERSION_TAG(WebhookAction.SET, WebhookAction.DELETED),
    MODEL_VERSION_ALIAS(WebhookAction.CREATED, WebhookAction.DELETED),
    PROMPT(WebhookAction.CREATED),
    PROMPT_VERSION(WebhookAction.CREATED),
    PROMPT_TAG(WebhookAction.SET, WebhookAction.DELETED),
    PROMPT_VERSION_TAG(WebhookAction.SET, WebhookAction.DELETED),
    PROMPT_ALIAS(WebhookAction.CREATED, WebhookAction.DELETED),
    BUDGET_POLICY(WebhookAction.EXCEEDED);

    private final Set<WebhookAction> actions;

    WebhookEntity(WebhookAction... actions) {
        this.actions = Set.of(actions);
    }

    Set<WebhookAction> actions() {
        return actions;
    }

    /** As a body has it, such as {@code model_version}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
