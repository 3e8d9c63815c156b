package dev.rondo.registry;

import java.util.Map;

/**
 * A model's name with what belongs to all of its versions.
 *
 * @param latestVersion the greatest version's number
 * @param aliases alias to version
 * @param createdAt microseconds since 1970
 * @param updatedAt microseconds since 1970
 */
public record RegisteredModel(
        String name,
        int latestVersion,
        Map<String, Integer> aliases,
        long createdAt,
        long updatedAt) {
    public RegisteredModel {
        aliases = Map.copyOf(aliases);
    }

    RegisteredModel withAliases(Map<String, Integer> all) {
        return new RegisteredModel(name, latestVersion, all, createdAt, updatedAt);
    }
}
