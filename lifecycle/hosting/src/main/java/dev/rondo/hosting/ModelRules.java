package dev.rondo.hosting;

import java.util.Map;

/**
 * How one model is served.
 *
 * @param policy which of its versions
 * @param labels names for the numbers of some, such as {@code stable}
 */
public record ModelRules(VersionPolicy policy, Map<String, Long> labels) {
    public ModelRules {
        labels = Map.copyOf(labels);
    }
}
