package dev.rondo.tracking;

import java.util.Map;

/**
 * A named group of runs.
 *
 * @param id a whole number as text; "0" is the default experiment
 * @param artifactLocation the URI under which its runs' files lie
 * @param creationMillis milliseconds since 1970
 * @param lastUpdateMillis milliseconds since 1970; tags do not change it
 */
public record Experiment(
        String id,
        String name,
        String artifactLocation,
        LifecycleStage lifecycleStage,
        long creationMillis,
        long lastUpdateMillis,
        Map<String, String> tags) {
    public Experiment {
        tags = Maps.copy(tags);
    }

    Experiment withTags(Map<String, String> all) {
        return new Experiment(
                id, name, artifactLocation, lifecycleStage, creationMillis, lastUpdateMillis, all);
    }
}
