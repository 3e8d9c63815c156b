package dev.rondo.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.rondo.base.RondoException;

/** What can be wrong with a CSV file as such. */
final class CsvErrors {
    private CsvErrors() {}

    static RondoException ragged(CsvRow row, int columns) {
        return RondoException.user(
                        "dataset.ragged_row",
                        "the row has " + row.size() + " fields, the header " + columns)
                .at(row.place())
                .because("every row needs one field per column")
                .next("mend the row, or quote a field that contains a comma");
    }

    static RondoException fieldTooLarge(String place, Limits limits) {
        return RondoException.limit(
                        "dataset.field_too_large",
                        "a field has more than " + limits.fieldChars() + " characters")
                .at(place)
                .because("perhaps a quote that opens in this row is never closed")
                .next("close the quote, or shorten the field");
    }

    static RondoException openQuote(String place) {
        return RondoException.user(
                        "dataset.quote", "a quote opens in this row and the file ends within it")
                .at(place)
                .because("the file is cut off, or the quote is not closed")
                .next("send the whole file, or close the quote");
    }

    static RondoException noRows(String source) {
        return RondoException.user("dataset.no_rows", "the file has a header and no rows")
                .at(source)
                .next("send at least one row of values");
    }

    static RondoException empty(String source) {
        return RondoException.user("dataset.empty", "the file is empty")
                .at(source)
                .next("send a header with the columns' names, and rows");
    }

    /** The parser's own complaints: a buffer that is full, or text after a closing quote. */
    static RondoException explain(CsvParseException e, CsvRow row, Limits limits) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof RondoException ours) {
            return ours;
        }
        var text = String.valueOf(root.getMessage());
        if (text.contains("buffer size")) {
            return fieldTooLarge(row.place(), limits);
        }
        return RondoException.user("dataset.quote", "a quoted field is not quoted well")
                .at(row.place())
                .because(Texts.inOneLine(text))
                .next("put a comma after the closing quote, and double a quote within a field");
    }
}
