package dev.rondo.registry;

import org.jspecify.annotations.Nullable;

/** A row of the outbox that is being sent, with where it goes. */
record Message(
        long sequence,
        String deliveryId,
        String webhookId,
        String body,
        int attempts,
        long creationMillis,
        String url,
        @Nullable String secret) {}
