package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.registry.Webhook;
import dev.rondo.registry.WebhookEvent;
import dev.rondo.registry.WebhookTest;
import java.io.IOException;

/** MLflow's messages {@code Webhook} and {@code WebhookTestResult}. */
final class WebhookJson {
    private WebhookJson() {}

    static void write(JsonGenerator out, Webhook webhook) throws IOException {
        out.writeStartObject();
        out.writeStringField("webhook_id", webhook.id());
        out.writeStringField("name", webhook.name());
        var description = webhook.description();
        if (description != null && !description.isEmpty()) {
            out.writeStringField("description", description);
        }
        out.writeStringField("url", webhook.url());
        Answer.list(out, "events", webhook.events(), WebhookJson::event);
        out.writeStringField("status", webhook.status().name());
        out.writeNumberField("creation_timestamp", webhook.creationMillis());
        out.writeNumberField("last_updated_timestamp", webhook.lastUpdateMillis());
        out.writeEndObject();
    }

    private static void event(JsonGenerator out, WebhookEvent event) throws IOException {
        out.writeStartObject();
        out.writeStringField("entity", event.entity().name());
        out.writeStringField("action", event.action().name());
        out.writeEndObject();
    }

    static void test(JsonGenerator out, WebhookTest test) throws IOException {
        out.writeStartObject();
        switch (test) {
            case WebhookTest.Answered answered -> {
                out.writeBooleanField("success", answered.status() < 400);
                out.writeNumberField("response_status", answered.status());
                out.writeStringField("response_body", answered.body());
            }
            case WebhookTest.Failed failed -> {
                out.writeBooleanField("success", false);
                out.writeStringField("error_message", failed.reason());
            }
        }
        out.writeEndObject();
    }
}
