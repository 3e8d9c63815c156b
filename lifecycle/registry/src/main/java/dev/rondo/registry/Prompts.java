package dev.rondo.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts are registered models with a tag, and their texts are tags of their versions. */
final class Prompts {
    static final String IS_PROMPT = "mlflow.prompt.is_prompt";
    static final String TEXT = "mlflow.prompt.text";
    private static final String TYPE = "_mlflow_prompt_type";

    private Prompts() {}

    static boolean isPrompt(Map<String, String> tags) {
        return "true".equalsIgnoreCase(tags.get(IS_PROMPT));
    }

    static @Nullable String template(Map<String, String> tags) {
        return tags.get(TEXT);
    }

    /** The tags that a person has chosen. */
    static Map<String, String> ownTags(Map<String, String> tags) {
        var own = new HashMap<>(tags);
        own.keySet().removeAll(java.util.Set.of(IS_PROMPT, TEXT, TYPE));
        return own;
    }
}
