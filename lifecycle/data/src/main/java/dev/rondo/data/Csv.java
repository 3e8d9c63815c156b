package dev.rondo.data;

import java.io.InputStream;
import java.util.Map;

/**
 * CSV files: UTF-8 with or without a byte order mark, commas, a header, quotes as in RFC 4180, at
 * most 2 GiB, 2,000 columns and 1,048,576 characters a field, and so many rows that the table takes
 * at most half of the process's memory. A file that breaks a rule is refused whole, by an error
 * that names the line.
 *
 * <p>Types are found from all values of a column:
 *
 * <ul>
 *   <li>NUMBER: digits with an optional minus, point and exponent. Leading zeros, thousands
 *       separators, a plus sign, numbers beyond a double's range, and whole numbers that a double
 *       cannot hold exactly make a column text, so that ids come back as they were.
 *   <li>BOOLEAN: {@code true} and {@code false} in any case. A column of 0 and 1 is NUMBER.
 *   <li>DATE: {@code 2026-11-25}, with {@code 13:00}, {@code 13:00:00} and fractions after a blank
 *       or T, with or without an offset; without one, the format declares the time to be in UTC.
 *   <li>else CATEGORY, or TEXT (never a model's input) where there are more than 10,000 different
 *       texts, or more than 50 that are also over a fifth of the values. A column without any value
 *       is TEXT.
 * </ul>
 *
 * <p>An empty or blank field is missing, quoted or not. NA, N/A, #N/A, NaN, null and None in any
 * case are missing in a column whose other values are all numbers, booleans or dates; in a column
 * of texts they are texts, since NA may be Namibia.
 */
public final class Csv {
    private Csv() {}

    /**
     * Reads a CSV file into a table.
     *
     * @param source the file's name, for errors
     * @throws dev.rondo.base.RondoException of kind USER or LIMIT for a file that cannot be read
     */
    public static Table read(InputStream csv, String source) {
        var limits = Limits.standard();
        try (var spool = Spool.of(csv, source, limits)) {
            return CsvTable.read(new CsvFile(spool.file(), source, limits), Map.of()).table();
        }
    }
}
