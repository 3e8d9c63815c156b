package dev.rondo.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.rondo.base.RondoException;

/** The row that the CSV parser is at: one object for all rows, filled anew for each. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final String source;
    private final Limits limits;
    private final String[] fields;
    private int size;
    private long line;

    CsvRow(String source, Limits limits) {
        this.source = source;
        this.limits = limits;
        this.fields = new String[limits.columns()];
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = startingLine;
        size = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (length > limits.fieldChars()) {
            throw CsvErrors.fieldTooLarge(place(), limits);
        }
        if (index >= fields.length) {
            throw RondoException.limit(
                            "dataset.too_many_columns",
                            "the row has more than " + fields.length + " fields")
                    .at(place())
                    .next("send fewer columns");
        }
        fields[index] = new String(buffer, offset, length);
        size = index + 1;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    /** How many fields it has. */
    int size() {
        return size;
    }

    String field(int index) {
        return fields[index];
    }

    /** The line of the file in which it starts, from 1. */
    long line() {
        return line;
    }

    String place() {
        return source + ", line " + line;
    }

    /** Whether it is the mark that {@link Spool} put after the file's end. */
    boolean end() {
        return size == 1 && fields[0].equals(Spool.END);
    }

    /** Whether an open quote swallowed that mark, and with it the file's last rows. */
    boolean swallowedEnd() {
        return size > 0 && fields[size - 1].endsWith(Spool.END);
    }
}
