package dev.rondo.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment to make.
 *
 * @param artifactLocation where its files go; null or "" for Rondo's own store
 */
public record NewExperiment(
        String name, @Nullable String artifactLocation, Map<String, String> tags) {
    public NewExperiment {
        tags = Maps.copy(tags);
    }

    public static NewExperiment named(String name) {
        return new NewExperiment(name, null, Map.of());
    }
}
