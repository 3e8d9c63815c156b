package dev.rondo.tracking;

import java.util.Map;

/**
 * A named group of runs.
 *
 * @param id a whole number as text; "0" is the default experiment
 * @param createdMillis milliseconds since 1970
 * @param updatedMillis milliseconds since 1970
 */
public record Experiment(
        String id,
        String name,
        LifecycleStage stage,
        long createdMillis,
        long updatedMillis,
        Map<String, String> tags) {
    public Experiment {
        tags = Map.copyOf(tags);
    }

    Experiment withTags(Map<String, String> all) {
        return new Experiment(id, name, stage, createdMillis, updatedMillis, all);
    }
}
