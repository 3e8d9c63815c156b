package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.data.SplitSpec;
import dev.rondo.data.Splits;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of a table: one to learn from, one to choose the number of trees and the
 * threshold on, one to report on.
 *
 * <p>A row's part depends on its key, or else on the values of its inputs, and on nothing more: not
 * on its outcome, its place or the seed. So equal rows never lie in two parts, and a later model
 * trained on a table that holds the same row again has it in the same part: two models of one
 * lineage can be compared on test rows that neither has learned from.
 */
final class Parts {
    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";

    private static final String SALT = "training.parts";
    private static final int MIN_ROWS_OF_CLASS = 5;

    private Parts() {}

    static Map<String, Table> of(
            Table table, Target target, List<Column> features, @Nullable String key) {
        var inputs = features.stream().map(Column::name).collect(Collectors.toSet());
        Set<String> others =
                table.schema().stream()
                        .map(Column::name)
                        .filter(name -> !inputs.contains(name))
                        .collect(Collectors.toSet());
        var spec =
                new SplitSpec(
                        List.of(
                                new SplitSpec.Part(TRAIN, 0.6),
                                new SplitSpec.Part(VALIDATION, 0.2),
                                new SplitSpec.Part(TEST, 0.2)),
                        SALT,
                        key,
                        others);
        var parts = new LinkedHashMap<String, Table>();
        Splits.assign(table, spec).forEach((name, rows) -> parts.put(name, table.select(rows)));
        check(parts, target);
        return parts;
    }

    static Table named(Map<String, Table> parts, String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part is named " + name);
        }
        return part;
    }

    /** Only the training part must hold both outcomes; too few in the test part fail the gate. */
    private static void check(Map<String, Table> parts, Target target) {
        int positives = 0;
        var train = named(parts, TRAIN);
        for (boolean positive : Targets.labels(train, target)) {
            positives += positive ? 1 : 0;
        }
        boolean empty = parts.values().stream().anyMatch(part -> part.rows() == 0);
        if (empty || Math.min(positives, train.rows() - positives) < MIN_ROWS_OF_CLASS) {
            throw RondoException.user(
                            "training.part_too_small",
                            "the training part has %d rows, %d of them positive; validation %d, test %d"
                                    .formatted(
                                            train.rows(),
                                            positives,
                                            named(parts, VALIDATION).rows(),
                                            named(parts, TEST).rows()))
                    .because(
                            "it needs at least "
                                    + MIN_ROWS_OF_CLASS
                                    + " rows of each outcome, and equal rows stay together")
                    .next("add rows of the rarer outcome, or split by another key");
        }
    }
}
