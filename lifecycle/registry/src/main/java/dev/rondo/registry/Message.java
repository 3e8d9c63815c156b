package dev.rondo.registry;

import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox that is being sent, with where it goes.
 *
 * @param sealedSecret the key of its signature, encrypted; null to send none
 */
record Message(
        long sequence,
        String deliveryId,
        String webhookId,
        String body,
        int attempts,
        long creationMillis,
        String url,
        @Nullable String sealedSecret) {}
