package dev.rondo.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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
            if (features.path(column).isBoolean()) {
                features.put(column, !features.path(column).asBoolean());
            } else if (value.equals(first)) {
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

    /** A swap moves a column if the two levels' shares differ at least by so much. */
    double NOTICEABLE = 0.1;

    /**
     * Damages the most important numeric column; where none is numeric, swaps the most and the
     * least frequent of a column's common levels: of the most important column where that moves the
     * shares and other levels stay as they are, else of one where it moves the shares, else of the
     * most important one that has two.
     *
     * @param byImportance names of the model's inputs, the most important first
     */
    static Optional<Damage> choose(
            List<String> byImportance, Columns columns, List<String[]> past) {
        for (var name : byImportance) {
            int column = columns.index(name);
            if (columns.numeric(column) && mostlyNotZero(past, column)) {
                return Optional.of(new WrongUnit(name));
            }
        }
        var swaps = byImportance.stream().map(name -> swap(name, columns, past)).toList();
        return first(swaps, swap -> swap.moved() >= NOTICEABLE && !swap.all())
                .or(() -> first(swaps, swap -> swap.moved() >= NOTICEABLE))
                .or(() -> first(swaps, swap -> true))
                .map(Swap::damage);
    }

    private static Optional<Swap> first(List<Optional<Swap>> swaps, Predicate<Swap> wanted) {
        return swaps.stream().flatMap(Optional::stream).filter(wanted).findFirst();
    }

    /**
     * A swap of two levels.
     *
     * @param moved how far their shares differ
     * @param all whether the column has no other level: then its shares alone cannot tell the swap
     *     from other customers
     */
    record Swap(SwappedLevels damage, double moved, boolean all) {}

    private static Optional<Swap> swap(String name, Columns columns, List<String[]> past) {
        int column = columns.index(name);
        var levels = commonLevels(past, column);
        if (!columns.swappable(column) || levels.size() < 2) {
            return Optional.empty();
        }
        var most = levels.getFirst();
        var least = levels.getLast();
        double moved = (double) (most.getValue() - least.getValue()) / past.size();
        var damage = new SwappedLevels(name, most.getKey(), least.getKey());
        return Optional.of(new Swap(damage, moved, levels.size() == 2));
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

    /** Levels of at least a tenth of the rows with their counts, the most frequent first. */
    private static List<Map.Entry<String, Integer>> commonLevels(List<String[]> past, int column) {
        var counts = new TreeMap<String, Integer>();
        past.forEach(row -> counts.merge(row[column], 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty() && entry.getValue() * 10 >= past.size())
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .toList();
    }
}
