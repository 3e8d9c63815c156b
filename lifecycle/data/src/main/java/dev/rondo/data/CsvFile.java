package dev.rondo.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A spooled CSV file by RFC 4180: commas, quotes doubled within quotes, rows that end with LF, CRLF
 * or CR, an optional byte order mark. Empty lines are skipped.
 */
record CsvFile(Path file, String source, Limits limits) {

    /**
     * Reads the header, and gives every row after it to a consumer. The row object is the same each
     * time; it has as many fields as the header.
     */
    void read(Function<List<String>, Consumer<CsvRow>> consumers) {
        var row = new CsvRow(source, limits);
        try (var reader = open(row)) {
            var rows = reader.iterator();
            rows.next();
            if (row.end()) {
                throw CsvErrors.empty(source);
            }
            var header = CsvHeader.names(row);
            var consumer = consumers.apply(header);
            for (rows.next(); !row.end(); rows.next()) {
                if (row.swallowedEnd()) {
                    throw CsvErrors.openQuote(row.place());
                }
                if (row.size() != header.size()) {
                    throw CsvErrors.ragged(row, header.size());
                }
                consumer.accept(row);
            }
        } catch (CsvParseException e) {
            throw CsvErrors.explain(e, row, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CsvReader<CsvRow> open(CsvRow row) throws IOException {
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .detectBomHeader(true)
                .maxBufferSize(2 * Math.max(limits.fieldChars(), 1 << 15))
                .build(row, file, StandardCharsets.UTF_8);
    }
}
