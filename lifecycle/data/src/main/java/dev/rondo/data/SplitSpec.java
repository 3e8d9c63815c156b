package dev.rondo.data;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to split a table.
 *
 * @param parts their fractions sum to 1
 * @param salt another salt gives an independent split
 * @param keyColumn rows with an equal value here stay together; null for the row's whole content
 * @param excludeFromHash columns that do not count as content, when there is no key column
 */
public record SplitSpec(
        List<Part> parts, String salt, @Nullable String keyColumn, Set<String> excludeFromHash) {
    public SplitSpec {
        parts = List.copyOf(parts);
        excludeFromHash = Set.copyOf(excludeFromHash);
        double sum = parts.stream().mapToDouble(Part::fraction).sum();
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("the parts' fractions sum to " + sum + ", not 1");
        }
        if (parts.stream().map(Part::name).distinct().count() != parts.size()) {
            throw new IllegalArgumentException("two parts have one name");
        }
    }

    /**
     * One part of the table.
     *
     * @param fraction of the rows that it gets, roughly; over 0
     */
    public record Part(String name, double fraction) {
        public Part {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("part " + name + " has fraction " + fraction);
            }
        }
    }
}
