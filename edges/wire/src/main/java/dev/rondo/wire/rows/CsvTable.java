package dev.rondo.wire.rows;

import dev.rondo.inference.DataType;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV with a line of names. Quoted fields may hold commas and ends of lines; an empty
 * field is missing; what looks like a number is one, except in the columns that a signature says
 * are texts.
 */
public final class CsvTable {
    private final String text;
    private int at;

    private CsvTable(String text) {
        this.text = text;
    }

    public static Table read(byte[] body, @Nullable MlflowSignature signature) {
        var csv = new CsvTable(new String(body, StandardCharsets.UTF_8));
        var names = csv.record();
        if (names.isEmpty()) {
            throw Table.error("the CSV has no line of names");
        }
        var texts = new boolean[names.size()];
        for (int i = 0; i < texts.length; i++) {
            var column = signature == null ? null : signature.column(names.get(i));
            texts[i] = column != null && asText(column.type());
        }
        var cells = new Cells();
        int rows = 0;
        while (csv.at < csv.text.length()) {
            var fields = csv.record();
            if (fields.isEmpty()) {
                continue;
            }
            if (fields.size() != names.size()) {
                throw Table.error("a line has not as many fields as there are names")
                        .at("row " + (rows + 1));
            }
            for (int i = 0; i < texts.length; i++) {
                add(fields.get(i), texts[i], cells);
            }
            rows++;
        }
        return Table.of(names, rows, names.size(), cells);
    }

    /** Whether a column's type says what a field is, not its looks: {@code 007} may be a text. */
    private static boolean asText(MlflowType type) {
        return type.whole() || type.tensor() == DataType.BYTES;
    }

    private static void add(String field, boolean asText, Cells cells) {
        if (Numbers.missing(field)) {
            cells.add(Double.NaN);
            return;
        }
        if (asText) {
            cells.add(field, Double.NaN);
            return;
        }
        double number = Numbers.parse(field);
        if (!Double.isNaN(number)) {
            cells.add(number);
            return;
        }
        switch (field.strip()) {
            case "True", "TRUE", "true" -> cells.add(true, 1);
            case "False", "FALSE", "false" -> cells.add(false, 0);
            default -> cells.add(field, Double.NaN);
        }
    }

    /** The fields of the next record; none for an empty line. */
    private List<String> record() {
        var fields = new ArrayList<String>();
        boolean empty = true;
        while (at < text.length()) {
            boolean quoted = text.charAt(at) == '"';
            var field = quoted ? quoted() : plain();
            empty &= !quoted && field.isBlank() && fields.isEmpty();
            fields.add(field);
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                if (at == text.length()) {
                    fields.add("");
                }
                continue;
            }
            endOfLine();
            break;
        }
        return empty && fields.size() <= 1 ? List.of() : fields;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        var field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                field.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append(c);
                at++;
            } else {
                at++;
                return field.append(plain()).toString();
            }
        }
        throw Table.error("a quote of the CSV is not closed");
    }

    private void endOfLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
    }
}
