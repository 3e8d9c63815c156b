package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.OutcomeText;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a table's target is, and which of its values counts as positive. */
public final class Targets {
    /** Fewer rows, or fewer rows of either value, prove nothing about a model. */
    public static final int MIN_ROWS = 200;

    public static final int MIN_ROWS_OF_CLASS = 10;

    private static final int SHOWN_VALUES = 5;

    private Targets() {}

    /**
     * Finds the two values of the target, as {@link OutcomeText} writes them.
     *
     * @param positive null for the rarer value, of two equally frequent ones the later by name
     * @throws RondoException of kind USER that says why the table cannot be learned from
     */
    public static Target resolve(Table table, String column, @Nullable String positive) {
        if (!table.has(column)) {
            throw noSuchColumn(table, column);
        }
        var counts = counts(table, column);
        checkClasses(column, counts);
        var values =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .thenComparing(
                                                Map.Entry.<String, Integer>comparingByKey()
                                                        .reversed()))
                        .map(Map.Entry::getKey)
                        .toList();
        checkRows(column, counts);
        var wanted = positive == null ? values.getFirst() : OutcomeText.of(positive);
        if (wanted.equals(values.getFirst())) {
            return new Target(column, values.getFirst(), values.getLast());
        }
        if (!wanted.equals(values.getLast())) {
            throw RondoException.user(
                            "training.no_such_value",
                            "the target never has the value \"" + positive + "\"")
                    .at(column)
                    .next("choose \"" + String.join("\" or \"", values) + "\" as positive");
        }
        return new Target(column, values.getLast(), values.getFirst());
    }

    /** The rows whose outcome is known, the only ones to learn from. */
    public static Table known(Table table, String column) {
        var rows = new ArrayList<Integer>();
        for (int row = 0; row < table.rows(); row++) {
            if (!table.missing(row, column)) {
                rows.add(row);
            }
        }
        return rows.size() == table.rows()
                ? table
                : table.select(rows.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Whether each row is positive.
     *
     * @throws RondoException of kind USER if an outcome is missing or neither of the target's
     *     values
     */
    public static boolean[] labels(Table table, Target target) {
        var texts = texts(table, target.column());
        var labels = new boolean[table.rows()];
        for (int row = 0; row < labels.length; row++) {
            var value = texts.apply(row);
            if (!target.positive().equals(value) && !target.negative().equals(value)) {
                throw RondoException.user(
                                "training.unknown_outcome",
                                "an outcome is neither \""
                                        + target.positive()
                                        + "\" nor \""
                                        + target.negative()
                                        + "\"")
                        .at("row " + (row + 1) + ", column " + target.column())
                        .next("mend or leave out the row");
            }
            labels[row] = target.positive().equals(value);
        }
        return labels;
    }

    static double positiveShare(Table table, Target target) {
        int positives = 0;
        for (boolean positive : labels(table, target)) {
            positives += positive ? 1 : 0;
        }
        return (double) positives / table.rows();
    }

    private static Map<String, Integer> counts(Table table, String column) {
        var texts = texts(table, column);
        var counts = new HashMap<String, Integer>();
        for (int row = 0; row < table.rows(); row++) {
            var value = texts.apply(row);
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static IntFunction<@Nullable String> texts(Table table, String column) {
        var type = table.column(column).type();
        if (!type.numeric()) {
            var texts = table.texts(column);
            return row -> {
                var text = texts.get(row);
                return text == null ? null : OutcomeText.of(text);
            };
        }
        var numbers = table.numbers(column);
        return row -> Double.isNaN(numbers[row]) ? null : text(type, numbers[row]);
    }

    private static String text(ColumnType type, double value) {
        return type == ColumnType.BOOLEAN ? Boolean.toString(value == 1) : OutcomeText.of(value);
    }

    private static RondoException noSuchColumn(Table table, String column) {
        var names = table.schema().stream().map(Column::name).toList();
        return RondoException.user(
                        "training.no_such_target", "there is no column \"" + column + "\"")
                .next("choose the target among: " + String.join(", ", names));
    }

    private static void checkClasses(String column, Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            throw RondoException.user("training.no_outcome", "the target is missing in every row")
                    .at(column)
                    .next("choose another target, or give rows whose outcome is known");
        }
        if (counts.size() == 1) {
            var only = counts.keySet().iterator().next();
            throw RondoException.user("training.one_class", "the target is always \"" + only + "\"")
                    .at(column)
                    .because("a model learns from rows of both outcomes")
                    .next("choose another target, or add rows with the other outcome");
        }
        if (counts.size() > 2) {
            throw RondoException.user(
                            "training.many_classes",
                            "the target has "
                                    + counts.size()
                                    + " different values, such as "
                                    + shown(counts))
                    .at(column)
                    .because("a model tells two outcomes apart for now")
                    .next("choose a target with two values, or map the values to two first");
        }
    }

    private static String shown(Map<String, Integer> counts) {
        List<String> values =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(SHOWN_VALUES)
                        .map(Map.Entry::getKey)
                        .toList();
        return String.join(", ", values);
    }

    private static void checkRows(String column, Map<String, Integer> counts) {
        int rows = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (rows < MIN_ROWS) {
            throw RondoException.user("training.too_few_rows", rows + " rows have an outcome")
                    .at(column)
                    .because("at least " + MIN_ROWS + " are needed to train, choose and test")
                    .next("add rows");
        }
        for (var entry : counts.entrySet()) {
            if (entry.getValue() < MIN_ROWS_OF_CLASS) {
                throw RondoException.user(
                                "training.too_few_of_class",
                                "the outcome \""
                                        + entry.getKey()
                                        + "\" comes only "
                                        + entry.getValue()
                                        + " times")
                        .at(column)
                        .because("at least " + MIN_ROWS_OF_CLASS + " rows of each are needed")
                        .next("add rows with that outcome");
            }
        }
    }
}
