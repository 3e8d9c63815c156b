package dev.rondo.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rondo.base.OutcomeText;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * A table as text, as its owner has it. Rows without a target are left out, since nothing can be
 * learned from them or checked by them.
 */
record SourceRows(
        List<String> header, List<String[]> rows, int target, int key, int withoutTarget) {
    static final int NO_KEY = -1;

    static SourceRows read(StoryOptions options) {
        try (var reader = CsvReader.builder().ofCsvRecord(options.table())) {
            var records = reader.iterator();
            if (!records.hasNext()) {
                throw empty(options.table());
            }
            var header = records.next().getFields().stream().map(name -> strip(name)).toList();
            int target = column(header, options.target(), "--target");
            int key = options.key() == null ? NO_KEY : column(header, options.key(), "--key");
            return collect(records, header, target, key);
        } catch (NoSuchFileException e) {
            throw RondoException.user("try.no_file", "there is no file " + options.table())
                    .next("check the path");
        } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
            throw RondoException.user(
                            "try.malformed", "the file is no readable CSV (" + e.getMessage() + ")")
                    .at(options.table().toString())
                    .next("save it as UTF-8 CSV with commas and a header")
                    .causedBy(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceRows collect(
            java.util.Iterator<CsvRecord> records, List<String> header, int target, int key) {
        var known = new HashMap<String, String>();
        var rows = new ArrayList<String[]>();
        int without = 0;
        while (records.hasNext()) {
            var record = records.next();
            if (record.getFieldCount() != header.size()) {
                throw RondoException.user(
                                "try.ragged_row",
                                "a row has "
                                        + record.getFieldCount()
                                        + " fields, the header "
                                        + header.size())
                        .at("line " + record.getStartingLineNumber())
                        .next("mend the row, or quote a field that contains a comma");
            }
            var row = new String[header.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = known.computeIfAbsent(record.getField(i), text -> text);
            }
            if (row[target].isBlank()) {
                without++;
            } else {
                rows.add(row);
            }
        }
        return new SourceRows(header, rows, target, key, without);
    }

    private static int column(List<String> header, String name, String option) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw RondoException.user("try.no_such_column", "there is no column \"" + name + "\"")
                    .at(option)
                    .next("columns: " + String.join(", ", header));
        }
        return index;
    }

    private static RondoException empty(Path table) {
        return RondoException.user("try.empty", "the file is empty")
                .at(table.toString())
                .next("give a CSV file with a header and rows");
    }

    /** A byte order mark is no part of the first name. */
    private static String strip(String name) {
        return name.startsWith("\uFEFF") ? name.substring(1) : name;
    }

    /** What came true for a row, as the platform writes it. */
    String outcome(String[] row) {
        return OutcomeText.of(row[target]);
    }

    /**
     * Declares the columns that are empty anywhere in the table as nullable, as a part of a
     * request's query: a part of the rows may not show it.
     */
    String declaredNullable() {
        var names = new ArrayList<String>();
        for (int column = 0; column < header.size(); column++) {
            int index = column;
            if (column != target && rows.stream().anyMatch(row -> row[index].isEmpty())) {
                names.add(header.get(column));
            }
        }
        return names.isEmpty()
                ? ""
                : "&nullable=" + dev.rondo.client.RondoClient.encode(String.join(",", names));
    }

    /** Writes some rows as CSV. */
    static byte[] csv(List<String> header, Iterable<String[]> rows) {
        var out = new java.io.StringWriter();
        try (var writer = de.siegmar.fastcsv.writer.CsvWriter.builder().build(out)) {
            writer.writeRecord(header);
            rows.forEach(row -> writer.writeRecord(row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static void write(Path file, List<String> header, Iterable<String[]> rows) {
        try (var writer =
                de.siegmar.fastcsv.writer.CsvWriter.builder()
                        .build(Files.newBufferedWriter(file))) {
            writer.writeRecord(header);
            rows.forEach(row -> writer.writeRecord(row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
