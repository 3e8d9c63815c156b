package dev.rondo.registry;

/** What came of a test call. */
public sealed interface WebhookTest {
    /** The address answered; a status under 400 is a success. */
    record Answered(int status, String body) implements WebhookTest {}

    /** No answer came. */
    record Failed(String reason) implements WebhookTest {}
}
