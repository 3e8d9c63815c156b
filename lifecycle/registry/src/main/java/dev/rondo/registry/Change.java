package dev.rondo.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told: MLflow's events with MLflow's data.
 *
 * @param subject the model or prompt that it happened to
 */
record Change(WebhookEvent event, String subject, ObjectNode data) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    static Change modelCreated(NewModel model) {
        boolean prompt = Prompts.isPrompt(model.tags());
        var data = object().put("name", model.name());
        putTags(data, model.tags(), prompt ? Set.of(Prompts.IS_PROMPT, Prompts.TYPE) : Set.of());
        data.put("description", model.description());
        var entity = prompt ? WebhookEntity.PROMPT : WebhookEntity.REGISTERED_MODEL;
        return of(entity, WebhookAction.CREATED, model.name(), data);
    }

    static Change versionCreated(ModelVersion version) {
        var data = object().put("name", version.name()).put("version", number(version.version()));
        var tags = version.tags();
        boolean prompt = Prompts.isPrompt(tags);
        if (prompt) {
            data.put("template", tags.get(Prompts.TEXT));
            putTags(data, tags, Set.of(Prompts.IS_PROMPT, Prompts.TEXT, Prompts.TYPE));
        } else {
            data.put("source", version.source());
            data.put("run_id", orNull(version.runId()));
            putTags(data, tags, Set.of());
        }
        data.put("description", orNull(version.description()));
        var entity = prompt ? WebhookEntity.PROMPT_VERSION : WebhookEntity.MODEL_VERSION;
        return of(entity, WebhookAction.CREATED, version.name(), data);
    }

    /** Only prompts tell of their own tags. */
    static Change promptTagSet(String name, String key, String value) {
        var data = object().put("name", name).put("key", key).put("value", value);
        return of(WebhookEntity.PROMPT_TAG, WebhookAction.SET, name, data);
    }

    static Change promptTagDeleted(String name, String key) {
        var data = object().put("name", name).put("key", key);
        return of(WebhookEntity.PROMPT_TAG, WebhookAction.DELETED, name, data);
    }

    static Change versionTagSet(
            boolean prompt, String name, int version, String key, String value) {
        var data = tag(name, version, key).put("value", value);
        return of(versionTag(prompt), WebhookAction.SET, name, data);
    }

    static Change versionTagDeleted(boolean prompt, String name, int version, String key) {
        return of(versionTag(prompt), WebhookAction.DELETED, name, tag(name, version, key));
    }

    private static ObjectNode tag(String name, int version, String key) {
        return object().put("name", name).put("version", number(version)).put("key", key);
    }

    private static WebhookEntity versionTag(boolean prompt) {
        return prompt ? WebhookEntity.PROMPT_VERSION_TAG : WebhookEntity.MODEL_VERSION_TAG;
    }

    static Change aliasCreated(boolean prompt, String name, String alias, int version) {
        var data = object().put("name", name).put("alias", alias).put("version", number(version));
        return of(alias(prompt), WebhookAction.CREATED, name, data);
    }

    static Change aliasDeleted(boolean prompt, String name, String alias) {
        var data = object().put("name", name).put("alias", alias);
        return of(alias(prompt), WebhookAction.DELETED, name, data);
    }

    private static WebhookEntity alias(boolean prompt) {
        return prompt ? WebhookEntity.PROMPT_ALIAS : WebhookEntity.MODEL_VERSION_ALIAS;
    }

    /** The text that is sent and signed. */
    String body(Instant at) {
        var body = object().put("entity", event.entity().text());
        body.put("action", event.action().text());
        body.put("timestamp", TIME.format(at));
        return Json.write(body.set("data", data));
    }

    private static Change of(
            WebhookEntity entity, WebhookAction action, String subject, ObjectNode data) {
        return new Change(new WebhookEvent(entity, action), subject, data);
    }

    private static void putTags(ObjectNode data, Map<String, String> tags, Set<String> hidden) {
        var shown = data.putObject("tags");
        new TreeMap<>(tags)
                .forEach((key, value) -> {
                    if (!hidden.contains(key)) {
                        shown.put(key, value);
                    }
                });
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    private static String number(int version) {
        return Integer.toString(version);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
