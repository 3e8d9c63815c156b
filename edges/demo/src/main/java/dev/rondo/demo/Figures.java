package dev.rondo.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every figure that the story tells, durations apart: the same seed gives the same ones (rule 6.3).
 */
public final class Figures {
    private final Map<String, String> values = new LinkedHashMap<>();

    void note(String name, Object value) {
        if (values.put(name, String.valueOf(value)) != null) {
            throw new IllegalStateException("two figures are named " + name);
        }
    }

    public Map<String, String> values() {
        return java.util.Collections.unmodifiableMap(values);
    }
}
