package dev.rondo.base;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one text of an outcome, however it is written: in a file, a request or a table. Blanks around
 * it do not count; a number has no needless fraction ({@code 1.0} is {@code 1}); true and false are
 * small ({@code TRUE} is {@code true}).
 */
public final class OutcomeText {
    /** As tables read numbers: 007 and +1 are texts. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,14})?(\\.[0-9]{0,15})?([eE][-+]?[0-9]{1,2})?");

    private static final Pattern DIGIT_FIRST = Pattern.compile("-?\\.?[0-9].*");

    private OutcomeText() {}

    public static String of(String text) {
        var stripped = text.strip();
        if (stripped.equalsIgnoreCase("true") || stripped.equalsIgnoreCase("false")) {
            return stripped.toLowerCase(Locale.ROOT);
        }
        return DIGIT_FIRST.matcher(stripped).matches() && NUMBER.matcher(stripped).matches()
                ? of(Double.parseDouble(stripped))
                : stripped;
    }

    public static String of(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
