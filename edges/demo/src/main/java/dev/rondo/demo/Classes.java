package dev.rondo.demo;

import dev.rondo.base.OutcomeText;
import dev.rondo.base.RondoException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The target's two values, and how often the positive one comes. */
record Classes(String positive, String negative, double share) {
    private static final int FEWEST_ROWS = 500;
    private static final int FEWEST_OF_A_CLASS = 20;

    static Classes of(SourceRows source, @Nullable String wanted) {
        var counts = new TreeMap<String, Integer>();
        source.rows().forEach(row -> counts.merge(source.outcome(row), 1, Integer::sum));
        check(source, counts);
        var positive = wanted == null ? rarer(counts) : OutcomeText.of(wanted);
        if (!counts.containsKey(positive)) {
            throw RondoException.user(
                            "try.no_such_value", "the target has no value \"" + positive + "\"")
                    .at("--positive")
                    .next("values: " + String.join(", ", counts.keySet()));
        }
        var negative =
                counts.keySet().stream()
                        .filter(value -> !value.equals(positive))
                        .findFirst()
                        .orElseThrow();
        return new Classes(
                positive, negative, counts.get(positive) / (double) source.rows().size());
    }

    private static String rarer(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .min(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    private static void check(SourceRows source, Map<String, Integer> counts) {
        var target = source.header().get(source.target());
        if (source.rows().size() < FEWEST_ROWS) {
            throw refuse(
                    "try.too_few_rows",
                    source.rows().size() + " rows with a target are too few",
                    "bring at least " + FEWEST_ROWS + " rows; 2,000 or more show the whole loop");
        }
        if (counts.size() < 2) {
            throw refuse(
                    "try.one_class",
                    "the target \"" + target + "\" has only the value " + counts.keySet(),
                    "bring rows of both classes, or choose another --target");
        }
        if (counts.size() > 2) {
            throw refuse(
                    "try.many_classes",
                    "the target \""
                            + target
                            + "\" has "
                            + counts.size()
                            + " values, two are needed for now",
                    "choose a target with two values, or make it yes and no (for example: above a limit)");
        }
        int fewest = counts.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        if (fewest < FEWEST_OF_A_CLASS) {
            throw refuse(
                    "try.too_few_of_class",
                    "only " + fewest + " rows are of the rarer class",
                    "bring at least " + FEWEST_OF_A_CLASS + " of each class");
        }
    }

    private static RondoException refuse(String code, String what, String next) {
        return RondoException.user(code, what).next(next);
    }
}
