package dev.rondo.registry;

import java.util.List;
import java.util.Map;

/**
 * A model's name with what belongs to all of its versions.
 *
 * @param description empty if there is none
 * @param lastVersion the greatest number ever given to a version, 0 if none was
 * @param aliases alias to version
 * @param latestVersions the greatest version of each stage that has one; without aliases
 * @param lastUpdateMillis of description, name, versions and stages, not of tags and aliases
 */
public record RegisteredModel(
        String name,
        String description,
        int lastVersion,
        Map<String, String> tags,
        Map<String, Integer> aliases,
        List<ModelVersion> latestVersions,
        long creationMillis,
        long lastUpdateMillis) {
    public RegisteredModel {
        tags = Map.copyOf(tags);
        aliases = Map.copyOf(aliases);
        latestVersions = List.copyOf(latestVersions);
    }

    RegisteredModel with(
            Map<String, String> allTags,
            Map<String, Integer> allAliases,
            List<ModelVersion> latest) {
        return new RegisteredModel(
                name,
                description,
                lastVersion,
                allTags,
                allAliases,
                latest,
                creationMillis,
                lastUpdateMillis);
    }

    /** Whether it is a prompt, which lists of models leave out. */
    public boolean isPrompt() {
        return Prompts.isPrompt(tags);
    }
}
