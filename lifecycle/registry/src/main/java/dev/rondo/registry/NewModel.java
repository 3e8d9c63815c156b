package dev.rondo.registry;

import java.util.Map;

/**
 * A registered model to be made; with the tag {@code mlflow.prompt.is_prompt} it is a prompt.
 *
 * @param name 1 to 256 characters, no {@code /} or {@code :}
 * @param description empty for none
 */
public record NewModel(String name, String description, Map<String, String> tags) {
    public NewModel {
        tags = Map.copyOf(tags);
    }
}
