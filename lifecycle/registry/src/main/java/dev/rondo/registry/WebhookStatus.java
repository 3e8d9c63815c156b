package dev.rondo.registry;

/** Whether a webhook is told. */
public enum WebhookStatus {
    ACTIVE,
    /** It is told of nothing that happens now; what was waiting for it waits on. */
    DISABLED
}
