package dev.rondo.registry;

/**
 * A message that was given up.
 *
 * @param id of the delivery, as its header {@code X-MLflow-Delivery-Id} had it
 * @param subject the model or prompt that it tells of
 * @param body the JSON that was sent
 */
public record DeadLetter(
        String id,
        String webhookId,
        WebhookEvent event,
        String subject,
        String body,
        int attempts,
        String lastError,
        long creationMillis) {}
