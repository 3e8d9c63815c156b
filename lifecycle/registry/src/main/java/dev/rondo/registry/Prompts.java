package dev.rondo.registry;

import dev.rondo.base.RondoException;
import java.util.Map;
import java.util.Set;

/** Prompts are registered models with a tag, and their texts are tags of their versions. */
final class Prompts {
    static final String IS_PROMPT = "mlflow.prompt.is_prompt";
    static final String TEXT = "mlflow.prompt.text";
    static final String TYPE = "_mlflow_prompt_type";

    /** Versions of prompts have no files; these stand in for their source. */
    private static final Set<String> SOURCES = Set.of("dummy-source", "prompt-template");

    private Prompts() {}

    static boolean isPrompt(Map<String, String> tags) {
        return "true".equalsIgnoreCase(tags.get(IS_PROMPT));
    }

    static void checkSource(String source) {
        if (!SOURCES.contains(source)) {
            throw RondoException.user(
                    "model.source",
                    "Invalid prompt source: '%s'. Prompt sources must use an MLflow placeholder."
                            .formatted(Checks.shown(source)));
        }
    }
}
