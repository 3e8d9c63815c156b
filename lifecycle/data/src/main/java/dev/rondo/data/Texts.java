package dev.rondo.data;

import dev.rondo.base.ColumnType;
import dev.rondo.base.Dates;
import java.math.BigDecimal;
import java.math.MathContext;

/** What is true of texts in tables. */
final class Texts {
    /** Up to this many different texts are always a category. */
    static final int FEW = 50;

    /** More different texts than this are never one. */
    static final int MANY = 10_000;

    private static final double TEXT_SHARE = 0.2;
    private static final int SHOWN = 60;
    private static final int LONG = 200;

    private Texts() {}

    /**
     * CATEGORY for few different values, TEXT (an id, free text) for many: more than {@value
     * #MANY}, or more than {@value #FEW} that are also over a fifth of the values. A column without
     * a value is TEXT, since nothing is known of it.
     */
    static ColumnType type(long distinct, long count) {
        boolean many = distinct > MANY || (distinct > FEW && distinct > TEXT_SHARE * count);
        return many || count == 0 ? ColumnType.TEXT : ColumnType.CATEGORY;
    }

    static String checkUnicode(String text) {
        if (text.codePoints().anyMatch(Texts::halfPair)) {
            throw new IllegalArgumentException("the text " + shown(text) + " is no Unicode");
        }
        return text;
    }

    /** A pair of surrogates is one code point, so one that is left over stands alone. */
    private static boolean halfPair(int codePoint) {
        return codePoint >= 0xd800 && codePoint < 0xe000;
    }

    /** A value for a message: quoted, cut, and in one line. */
    static String shown(String value) {
        int length = value.codePointCount(0, value.length());
        var start = length > SHOWN ? value.substring(0, value.offsetByCodePoints(0, SHOWN)) : value;
        return "\"" + inOneLine(start) + (length > SHOWN ? "…\"" : "\"");
    }

    /** Writes what a terminal would act on as Java would: a line's end as backslash and n. */
    static String inOneLine(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c) || halfPair(c)) {
                        line.append(escape(c));
                    } else {
                        line.appendCodePoint(c);
                    }
                });
        return line.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(codePoint);
        };
    }

    /** A number for a message: whole ones without a fraction. */
    static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** A value of a numeric type for a message, in the form that it has in a file. */
    static String shown(ColumnType type, double value) {
        return switch (type) {
            case BOOLEAN -> value == 1 ? "true" : "false";
            case DATE -> Dates.format(value);
            default -> shown(value);
        };
    }

    /** As {@link #shown}, to six digits, for the end of a range that a suite made up. */
    static String rounded(ColumnType type, double value) {
        return type == ColumnType.NUMBER ? rounded(value, 6) : shown(type, value);
    }

    static String rounded(double value, int digits) {
        return Double.isFinite(value)
                ? shown(new BigDecimal(value).round(new MathContext(digits)).doubleValue())
                : shown(value);
    }

    /** At most 200 characters of a text. */
    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONG
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONG)) + "…";
    }
}
