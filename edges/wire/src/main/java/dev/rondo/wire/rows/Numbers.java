package dev.rondo.wire.rows;

import java.util.Set;

/** Numbers as texts, as pandas reads and writes them. */
final class Numbers {
    private static final Set<String> MISSING =
            Set.of(
                    "",
                    "NaN",
                    "nan",
                    "-NaN",
                    "-nan",
                    "NA",
                    "N/A",
                    "n/a",
                    "<NA>",
                    "#N/A",
                    "#NA",
                    "#N/A N/A",
                    "NULL",
                    "null",
                    "None",
                    "1.#IND",
                    "-1.#IND",
                    "1.#QNAN",
                    "-1.#QNAN");

    private Numbers() {}

    /** Whether the text of a CSV stands for a missing value. */
    static boolean missing(String text) {
        return MISSING.contains(text);
    }

    /** The number of a text; NaN when it is none. */
    static double parse(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            return Double.NaN;
        }
        char last = stripped.charAt(stripped.length() - 1);
        if ((last >= '0' && last <= '9') || last == '.') {
            try {
                return stripped.indexOf('x') < 0 && stripped.indexOf('X') < 0
                        ? Double.parseDouble(stripped)
                        : Double.NaN;
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
        return switch (stripped) {
            case "inf", "Inf", "+inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** A number's text, without a fraction where it has none. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
