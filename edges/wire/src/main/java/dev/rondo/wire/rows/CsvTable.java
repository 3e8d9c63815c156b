package dev.rondo.wire.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table as CSV with a line of names; quoted names may hold commas, and values are numbers. */
public final class CsvTable {
    private CsvTable() {}

    public static Table read(byte[] body) {
        var lines = new String(body, StandardCharsets.UTF_8).lines().iterator();
        if (!lines.hasNext()) {
            throw Table.error("the CSV has no line of names");
        }
        var names = fields(lines.next());
        var values = new Doubles();
        int rows = 0;
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.isBlank()) {
                continue;
            }
            var fields = fields(line);
            if (fields.size() != names.size()) {
                throw Table.error("a line has not as many fields as there are names")
                        .at("line " + (rows + 2));
            }
            fields.forEach(field -> values.add(number(field)));
            rows++;
        }
        return new Table(names, rows, names.size(), values.toArray());
    }

    private static double number(String field) {
        return switch (field.strip()) {
            case "", "NaN", "nan", "NA", "null", "None" -> Double.NaN;
            case "True", "true" -> 1;
            case "False", "false" -> 0;
            case String text -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw Table.error("a field of the CSV is no number");
                }
            }
        };
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw Table.error("a quote of the CSV is not closed");
        }
        fields.add(field.toString());
        return fields;
    }
}
