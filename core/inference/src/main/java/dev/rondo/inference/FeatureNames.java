package dev.rondo.inference;

import dev.rondo.base.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that XGBoost takes everywhere: its Python package refuses {@code [ ] <}, its Java package
 * cuts names that are not ASCII.
 */
final class FeatureNames {
    private static final Pattern UNSAFE = Pattern.compile("[^ -~]|[\\[\\]<\"\\\\]");

    private FeatureNames() {}

    /** The columns' own names; where one is unsafe, that with {@code _} and its position. */
    static List<String> of(List<Column> columns) {
        var taken = new HashSet<String>();
        for (var column : columns) {
            taken.add(column.name());
        }
        var names = columns.stream().map(Column::name).toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            if (UNSAFE.matcher(names[i]).find()) {
                names[i] = unique(UNSAFE.matcher(names[i]).replaceAll("_") + "_" + i, taken);
            }
        }
        return List.of(names);
    }

    private static String unique(String name, Set<String> taken) {
        var free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }
}
