package dev.rondo.pipelines;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The steps that a worker knows, by name. */
public final class StepCatalogue {
    private final Map<String, Step> steps = new ConcurrentHashMap<>();

    public void register(String name, Step step) {
        if (steps.putIfAbsent(name, step) != null) {
            throw new IllegalArgumentException("two steps are named " + name);
        }
    }

    public Optional<Step> get(String name) {
        return Optional.ofNullable(steps.get(name));
    }
}
