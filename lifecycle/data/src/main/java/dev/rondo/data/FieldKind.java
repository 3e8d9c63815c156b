package dev.rondo.data;

import dev.rondo.base.ColumnType;
import dev.rondo.base.Dates;
import java.util.Locale;
import java.util.Set;

/** What one field of a CSV file can be read as. */
enum FieldKind {
    NUMBER,
    BOOLEAN,
    DATE,
    /** NA, null and the like: missing in a column of numbers, booleans or dates, else a text. */
    MISSING_WORD,
    TEXT;

    private static final Set<String> MISSING_WORDS =
            Set.of("na", "n/a", "#n/a", "nan", "null", "none");

    /**
     * @param text not blank
     */
    static FieldKind of(String text) {
        var stripped = stripped(text);
        if (!Double.isNaN(NumberText.parse(stripped))) {
            return NUMBER;
        }
        if (stripped.equalsIgnoreCase("true") || stripped.equalsIgnoreCase("false")) {
            return BOOLEAN;
        }
        if (Values.holds(ColumnType.DATE, Dates.parse(stripped))) {
            return DATE;
        }
        return stripped.length() <= 4 && MISSING_WORDS.contains(stripped.toLowerCase(Locale.ROOT))
                ? MISSING_WORD
                : TEXT;
    }

    /** The field as a value of a numeric type, NaN where missing. */
    static double value(ColumnType type, String text) {
        var stripped = stripped(text);
        return switch (type) {
            case NUMBER -> NumberText.parse(stripped);
            case DATE -> Dates.parse(stripped);
            case BOOLEAN ->
                    stripped.equalsIgnoreCase("true")
                            ? 1
                            : stripped.equalsIgnoreCase("false") ? 0 : Double.NaN;
            case CATEGORY, TEXT -> throw new IllegalArgumentException("no numeric type: " + type);
        };
    }

    private static String stripped(String text) {
        boolean bare =
                text.isEmpty() || (text.charAt(0) > ' ' && text.charAt(text.length() - 1) > ' ');
        return bare ? text : text.strip();
    }

    /** Whether a column of this type can hold it. */
    boolean fits(ColumnType type) {
        return switch (type) {
            case NUMBER -> this == NUMBER || this == MISSING_WORD;
            case BOOLEAN -> this == BOOLEAN || this == MISSING_WORD;
            case DATE -> this == DATE || this == MISSING_WORD;
            case CATEGORY, TEXT -> true;
        };
    }
}
