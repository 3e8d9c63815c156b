package dev.rondo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Prints rows of JSON in one of the output formats. */
final class Printer {
    private static final int WIDEST = 60;

    private final PrintWriter out;
    private final OutputOption.Format format;

    Printer(PrintWriter out, OutputOption.Format format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Prints a list.
     *
     * @param columns the fields that a table shows, as JSON pointers without the leading slash
     */
    void list(Iterable<JsonNode> rows, List<String> columns) {
        switch (format) {
            case TABLE -> table("", rows, columns);
            case JSON -> out.println(pretty(RondoClient.JSON.valueToTree(rows)));
            case JSONL -> rows.forEach(row -> out.println(row));
            case YAML -> out.print(yaml(RondoClient.JSON.valueToTree(rows)));
        }
        out.flush();
    }

    /** Prints one object; as a table, a line for each field. */
    void one(JsonNode value) {
        switch (format) {
            case TABLE -> fields("", value);
            case JSON -> out.println(pretty(value));
            case JSONL -> out.println(value);
            case YAML -> out.print(yaml(value));
        }
        out.flush();
    }

    private void fields(String prefix, JsonNode value) {
        for (var field : value.properties()) {
            var name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                fields(name + ".", field.getValue());
            } else if (field.getValue().path(0).isObject()) {
                out.println(name);
                table("  ", field.getValue(), plainFields(field.getValue()));
            } else {
                out.printf("%-32s %s%n", name, cell(field.getValue()));
            }
        }
    }

    /** The fields that hold plain values, first seen first; what is nested needs another format. */
    private static List<String> plainFields(JsonNode rows) {
        var names = new LinkedHashSet<String>();
        var nested = new HashSet<String>();
        for (var row : rows) {
            for (var field : row.properties()) {
                names.add(field.getKey());
                var value = field.getValue();
                if (value.isObject() || value.path(0).isContainerNode()) {
                    nested.add(field.getKey());
                }
            }
        }
        names.removeAll(nested);
        return List.copyOf(names);
    }

    private void table(String indent, Iterable<JsonNode> rows, List<String> columns) {
        var lines = new ArrayList<List<String>>();
        lines.add(
                columns.stream()
                        .map(name -> name.replace('/', '.').toUpperCase(java.util.Locale.ROOT))
                        .toList());
        for (var row : rows) {
            lines.add(columns.stream().map(name -> shorten(cell(row.at("/" + name)))).toList());
        }
        var widths = new int[columns.size()];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.forEach(line -> out.println(indent + padded(line, widths)));
    }

    private static String padded(List<String> line, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (value.isArray() && !value.path(0).isContainerNode()) {
            var texts = new ArrayList<String>();
            value.forEach(element -> texts.add(element.asText()));
            return texts.isEmpty() ? "-" : String.join(", ", texts);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String shorten(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static String pretty(JsonNode value) {
        try {
            return RondoClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String yaml(JsonNode value) {
        var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        Object plain = RondoClient.JSON.convertValue(value, Object.class);
        return new Dump(settings).dumpToString(plain);
    }
}
