package dev.rondo.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to start.
 *
 * @param name null or "" for the tag {@code mlflow.runName}, or without one a random name
 * @param userId who starts it, "" for nobody known
 * @param startMillis milliseconds since 1970; null for now
 * @param onceKey when a run was started with this key before, that run is the answer and nothing is
 *     changed; null to start one always
 */
public record NewRun(
        String experimentId,
        @Nullable String name,
        String userId,
        @Nullable Long startMillis,
        Map<String, String> tags,
        @Nullable String onceKey) {
    public NewRun {
        tags = Maps.copy(tags);
    }

    public static NewRun of(String experimentId, String name) {
        return new NewRun(experimentId, name, "", null, Map.of(), null);
    }

    public NewRun withTags(Map<String, String> all) {
        return new NewRun(experimentId, name, userId, startMillis, all, onceKey);
    }

    public NewRun once(String key) {
        return new NewRun(experimentId, name, userId, startMillis, tags, key);
    }
}
