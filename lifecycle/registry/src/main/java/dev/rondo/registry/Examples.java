package dev.rondo.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;

/** What test calls send: MLflow's own examples. */
final class Examples {
    private static final String MODEL = "example_model";
    private static final String PROMPT = "example_prompt";

    private Examples() {}

    static Change of(WebhookEvent event) {
        boolean deleted = event.action() == WebhookAction.DELETED;
        var data =
                switch (event.entity()) {
                    case REGISTERED_MODEL -> created(MODEL, "registered model");
                    case MODEL_VERSION -> version();
                    case MODEL_VERSION_TAG -> tag(named(MODEL).put("version", "1"), deleted);
                    case MODEL_VERSION_ALIAS -> alias(named(MODEL), deleted);
                    case PROMPT -> created(PROMPT, "prompt");
                    case PROMPT_VERSION -> promptVersion();
                    case PROMPT_TAG -> tag(named(PROMPT), deleted);
                    case PROMPT_VERSION_TAG -> tag(named(PROMPT).put("version", "1"), deleted);
                    case PROMPT_ALIAS -> alias(named(PROMPT), deleted);
                    case BUDGET_POLICY -> budget();
                };
        return new Change(event, MODEL, data);
    }

    private static ObjectNode created(String name, String kind) {
        return described(named(name), kind);
    }

    private static ObjectNode version() {
        var data = named(MODEL).put("version", "1").put("source", "models:/123");
        return described(data.put("run_id", "abcd1234abcd5678"), "model version");
    }

    private static ObjectNode promptVersion() {
        var data = named(PROMPT).put("version", "1").put("template", "Hello {{name}}!");
        return described(data, "prompt version");
    }

    private static ObjectNode described(ObjectNode data, String kind) {
        data.putObject("tags").put("example_key", "example_value");
        return data.put("description", "An example " + kind);
    }

    private static ObjectNode tag(ObjectNode data, boolean deleted) {
        data.put("key", "example_key");
        return deleted ? data : data.put("value", "example_value");
    }

    private static ObjectNode alias(ObjectNode data, boolean deleted) {
        data.put("alias", "example_alias");
        return deleted ? data : data.put("version", "1");
    }

    private static ObjectNode budget() {
        var data = Json.MAPPER.createObjectNode();
        data.put("budget_policy_id", "bp-abc123").put("budget_unit", "USD");
        data.put("budget_amount", 100.0).put("current_spend", 105.5);
        data.put("duration_unit", "MONTHS").put("duration_value", 1);
        data.put("target_scope", "ENDPOINT").put("workspace", "default");
        return data.put("target_value", "ep-abc123").put("window_start", 1_704_067_200_000L);
    }

    private static ObjectNode named(String name) {
        return Json.MAPPER.createObjectNode().put("name", name);
    }
}
