package dev.rondo.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to register a model's files as.
 *
 * @param name the model, made with its first version; 1 to 256 characters, no {@code /} or {@code
 *     :}
 * @param onceKey when the model has a version registered with this key, that version is the answer
 *     and nothing is changed; null to make a version always
 */
public record Registration(
        String name, Lineage lineage, Map<String, String> tags, @Nullable String onceKey) {
    public Registration {
        tags = Map.copyOf(tags);
    }
}
