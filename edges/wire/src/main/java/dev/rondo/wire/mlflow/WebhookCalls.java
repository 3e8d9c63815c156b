package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.registry.NewWebhook;
import dev.rondo.registry.Webhook;
import dev.rondo.registry.WebhookAction;
import dev.rondo.registry.WebhookEntity;
import dev.rondo.registry.WebhookEvent;
import dev.rondo.registry.WebhookStatus;
import dev.rondo.registry.WebhookUpdate;
import dev.rondo.registry.Webhooks;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** {@code webhooks/…}. */
final class WebhookCalls {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final Choices<WebhookEntity> ENTITIES = Choices.of(WebhookEntity.class, "");
    private static final Choices<WebhookAction> ACTIONS = Choices.of(WebhookAction.class, "");
    private static final Choices<WebhookStatus> STATUSES = Choices.of(WebhookStatus.class, "");

    private final Webhooks webhooks;

    WebhookCalls(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void create(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        var url = in.required("url");
        in.requireList("events");
        var wanted =
                new NewWebhook(
                        name,
                        in.textOrNull("description"),
                        url,
                        events(in),
                        in.filled("secret"),
                        Objects.requireNonNullElse(
                                in.choice("status", STATUSES), WebhookStatus.ACTIVE));
        answer(out, webhooks.create(wanted));
    }

    void list(Fields in, JsonGenerator out) throws IOException {
        long asked = in.integer("max_results", PAGE);
        if (asked < 0 || asked > LARGEST_PAGE) {
            throw RondoException.user(
                    "mlflow.parameter", "max_results must be between 1 and " + LARGEST_PAGE + ".");
        }
        var page = webhooks.list(asked == 0 ? PAGE : (int) asked, in.filled("page_token"));
        Answer.list(out, "webhooks", page.items(), WebhookJson::write);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        answer(out, webhooks.get(in.inPath("webhook_id")));
    }

    void update(Fields in, JsonGenerator out) throws IOException {
        var update =
                new WebhookUpdate(
                        in.textOrNull("name"),
                        in.textOrNull("description"),
                        in.textOrNull("url"),
                        events(in),
                        in.textOrNull("secret"),
                        in.choice("status", STATUSES));
        answer(out, webhooks.update(in.inPath("webhook_id"), update));
    }

    void delete(Fields in, JsonGenerator out) {
        webhooks.delete(in.inPath("webhook_id"));
    }

    void test(Fields in, JsonGenerator out) throws IOException {
        var event = in.has("event") ? event(in.object("event")) : null;
        out.writeFieldName("result");
        WebhookJson.test(out, webhooks.test(in.inPath("webhook_id"), event));
    }

    private static List<WebhookEvent> events(Fields in) {
        return in.objects("events").stream().map(WebhookCalls::event).toList();
    }

    private static WebhookEvent event(Fields in) {
        var entity = in.choice("entity", ENTITIES);
        var action = in.choice("action", ACTIONS);
        if (entity == null) {
            throw in.missing("entity");
        }
        if (action == null) {
            throw in.missing("action");
        }
        return new WebhookEvent(entity, action);
    }

    private static void answer(JsonGenerator out, Webhook webhook) throws IOException {
        out.writeFieldName("webhook");
        WebhookJson.write(out, webhook);
    }
}
