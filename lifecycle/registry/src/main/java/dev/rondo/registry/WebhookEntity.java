package dev.rondo.registry;

import java.util.Locale;
import java.util.Set;

/** What an event is about. */
public enum WebhookEntity {
    REGISTERED_MODEL,
    MODEL_VERSION,
    MODEL_VERSION_TAG,
    MODEL_VERSION_ALIAS,
    PROMPT,
    PROMPT_VERSION,
    PROMPT_TAG,
    PROMPT_VERSION_TAG,
    PROMPT_ALIAS,
    /** MLflow has it; nothing here exceeds a budget, so only test calls send it. */
    BUDGET_POLICY;

    /** What can happen to it. */
    Set<WebhookAction> actions() {
        return switch (this) {
            case REGISTERED_MODEL, MODEL_VERSION, PROMPT, PROMPT_VERSION ->
                    Set.of(WebhookAction.CREATED);
            case MODEL_VERSION_TAG, PROMPT_TAG, PROMPT_VERSION_TAG ->
                    Set.of(WebhookAction.SET, WebhookAction.DELETED);
            case MODEL_VERSION_ALIAS, PROMPT_ALIAS ->
                    Set.of(WebhookAction.CREATED, WebhookAction.DELETED);
            case BUDGET_POLICY -> Set.of(WebhookAction.EXCEEDED);
        };
    }

    /** As a body has it, such as {@code model_version}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
