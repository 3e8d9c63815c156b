package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses a model's inputs: all columns but those that cannot help it. */
public final class Features {
    private Features() {}

    /**
     * Chooses among a table's columns.
     *
     * @param key the column that names a row's entity, if there is one
     * @param exclude columns that the caller does not want
     * @throws RondoException of kind USER when a named column does not exist or none is left
     */
    public static FeatureChoice choose(
            Table table, String target, @Nullable String key, Set<String> exclude) {
        exclude.forEach(table::column);
        if (key != null) {
            table.column(key);
        }
        var chosen = new ArrayList<Column>();
        var excluded = new ArrayList<FeatureChoice.Excluded>();
        for (var column : table.schema()) {
            var reason = reason(table, column, target, key, exclude);
            if (reason == null) {
                chosen.add(column);
            } else {
                excluded.add(new FeatureChoice.Excluded(column.name(), reason));
            }
        }
        if (chosen.isEmpty()) {
            throw RondoException.user("training.no_features", "no column is left to learn from")
                    .because(excluded.toString())
                    .next("add columns that say something about the outcome");
        }
        return new FeatureChoice(chosen, excluded);
    }

    private static @Nullable String reason(
            Table table, Column column, String target, @Nullable String key, Set<String> exclude) {
        var name = column.name();
        if (name.equals(target)) {
            return "the target";
        }
        if (name.equals(key)) {
            return "the key";
        }
        if (exclude.contains(name)) {
            return "excluded by the caller";
        }
        if (column.type() == ColumnType.TEXT) {
            return "text with too many different values";
        }
        return column.type().numeric() ? ofNumbers(table, column) : ofCategory(table, name);
    }

    private static @Nullable String ofCategory(Table table, String name) {
        var column = table.texts(name);
        boolean missing = Arrays.stream(column.counts()).sum() < column.size();
        return constant(column.levels().size(), missing);
    }

    private static @Nullable String ofNumbers(Table table, Column column) {
        var sorted = table.numbers(column.name());
        Arrays.sort(sorted);
        int present = sorted.length;
        while (present > 0 && Double.isNaN(sorted[present - 1])) {
            present--;
        }
        int distinct = present == 0 ? 0 : 1;
        boolean whole = present > 0 && sorted[0] == Math.rint(sorted[0]);
        for (int i = 1; i < present; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
            whole &= sorted[i] == Math.rint(sorted[i]);
        }
        boolean unique = distinct == sorted.length && column.type() == ColumnType.NUMBER;
        if (unique && whole && isId(column.name(), sorted)) {
            return "a running number or id";
        }
        return constant(distinct, present < sorted.length);
    }

    /** A column that is present or missing still says something, one value alone does not. */
    private static @Nullable String constant(int distinct, boolean missing) {
        if (distinct == 0) {
            return "always missing";
        }
        return distinct == 1 && !missing ? "always the same value" : null;
    }

    /** Different whole numbers without a gap, or under a name that says id. */
    private static boolean isId(String name, double[] sorted) {
        if (sorted.length < 2) {
            return false;
        }
        boolean dense = sorted[sorted.length - 1] - sorted[0] == sorted.length - 1;
        var lower = name.toLowerCase(Locale.ROOT);
        return dense
                || lower.equals("id")
                || lower.endsWith("_id")
                || lower.endsWith(" id")
                || name.endsWith("Id")
                || name.endsWith("ID");
    }
}
