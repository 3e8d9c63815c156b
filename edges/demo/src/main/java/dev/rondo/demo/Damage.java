package dev.rondo.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a broken feed does to one column of a live row. */
sealed interface Damage {
    String column();

    void apply(ObjectNode features);

    String told();

    /** Values a hundred times too large, such as cents for euros. */
    record WrongUnit(String column) implements Damage {
        static final int FACTOR = 100;

        @Override
        public void apply(ObjectNode features) {
            if (features.path(column).isNumber()) {
                features.put(column, features.path(column).asDouble() * FACTOR);
            }
        }

        @Override
        public String told() {
            return column + " arrives " + FACTOR + " times too large (another unit)";
        }
    }

    /** Two categories that stand for each other. */
    record SwappedLevels(String column, String first, String second) implements Damage {
        @Override
        public void apply(ObjectNode features) {
            var value = features.path(column).asText();
            if (value.equals(first)) {
                features.put(column, second);
            } else if (value.equals(second)) {
                features.put(column, first);
            }
        }

        @Override
        public String told() {
            return "in %s the values \"%s\" and \"%s\" arrive swapped"
                    .formatted(column, first, second);
        }
    }

    /**
     * Damages the most important numeric column; where none is numeric, swaps the most and the
     * least frequent of the most important category's common levels.
     *
     * @param byImportance names of the model's inputs, the most important first
     */
    static Damage choose(List<String> byImportance, Columns columns, List<String[]> past) {
        for (var name : byImportance) {
            int column = columns.index(name);
            if (columns.numeric(column) && mostlyNotZero(past, column)) {
                return new WrongUnit(name);
            }
        }
        for (var name : byImportance) {
            int column = columns.index(name);
            var levels = commonLevels(past, column);
            if (columns.category(column) && levels.size() > 1) {
                return new SwappedLevels(name, levels.getFirst(), levels.getLast());
            }
        }
        return new WrongUnit(byImportance.getFirst());
    }

    /** A zero is a zero in every unit. */
    private static boolean mostlyNotZero(List<String[]> past, int column) {
        long other =
                past.stream()
                        .filter(row ->
                                !row[column].isEmpty() && Double.parseDouble(row[column]) != 0)
                        .count();
        return other * 2 > past.size();
    }

    /** Levels of at least a tenth of the rows, the most frequent first. */
    private static List<String> commonLevels(List<String[]> past, int column) {
        var counts = new TreeMap<String, Integer>();
        past.forEach(row -> counts.merge(row[column], 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty() && entry.getValue() * 10 >= past.size())
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
