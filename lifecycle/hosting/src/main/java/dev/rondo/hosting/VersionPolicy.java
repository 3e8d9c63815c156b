package dev.rondo.hosting;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which versions of a model on disk are served, as TensorFlow Serving's configuration says it. */
public sealed interface VersionPolicy {
    /** Every one. */
    record All() implements VersionPolicy {}

    /** The newest ones. */
    record Latest(int count) implements VersionPolicy {}

    /** Those of these numbers. */
    record Specific(Set<Long> numbers) implements VersionPolicy {
        public Specific {
            numbers = Set.copyOf(numbers);
        }
    }

    /** What is left of versions by their number. */
    default <V> SortedMap<Long, V> choose(SortedMap<Long, V> versions) {
        var chosen = new TreeMap<>(versions);
        switch (this) {
            case All _ -> {}
            case Latest latest -> {
                while (chosen.size() > latest.count()) {
                    chosen.pollFirstEntry();
                }
            }
            case Specific specific -> chosen.keySet().retainAll(specific.numbers());
        }
        return chosen;
    }
}
