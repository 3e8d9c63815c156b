package dev.rondo.demo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One column cut into few cells: a number by its octile among known rows, a text by itself. */
final class Scale {
    static final int MISSING = 0;
    private static final int CELLS = 8;
    private static final int MOST_LEVELS = 40;

    private final double[] edges;
    private final Map<String, Integer> levels;

    private Scale(double[] edges, Map<String, Integer> levels) {
        this.edges = edges;
        this.levels = levels;
    }

    static Scale learn(List<String[]> rows, int column, boolean numeric) {
        return numeric
                ? new Scale(octiles(rows, column), Map.of())
                : new Scale(new double[0], levels(rows, column));
    }

    private static double[] octiles(List<String[]> rows, int column) {
        var values =
                rows.stream()
                        .map(row -> row[column])
                        .filter(text -> !text.isEmpty())
                        .mapToDouble(Double::parseDouble)
                        .sorted()
                        .toArray();
        var edges = new double[CELLS - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = values.length == 0 ? 0 : values[(i + 1) * values.length / CELLS];
        }
        return Arrays.stream(edges).distinct().toArray();
    }

    private static Map<String, Integer> levels(List<String[]> rows, int column) {
        var counts = new HashMap<String, Integer>();
        rows.forEach(row -> counts.merge(row[column], 1, Integer::sum));
        var levels = new HashMap<String, Integer>();
        counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LEVELS)
                .forEach(entry -> levels.put(entry.getKey(), levels.size() + 1));
        return levels;
    }

    /** From 0 (missing or unknown) to {@link #cells()} - 1. */
    int cell(String value) {
        if (value.isEmpty()) {
            return MISSING;
        }
        if (!levels.isEmpty() || edges.length == 0) {
            return levels.getOrDefault(value, MISSING);
        }
        double number = Double.parseDouble(value);
        int cell = 0;
        while (cell < edges.length && number >= edges[cell]) {
            cell++;
        }
        return cell + 1;
    }

    int cells() {
        return Math.max(edges.length + 1, levels.size()) + 1;
    }
}
