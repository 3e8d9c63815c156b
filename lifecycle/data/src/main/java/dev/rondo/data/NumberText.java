package dev.rondo.data;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers in text: an optional minus, digits, an optional fraction and exponent, with a point. Not
 * a number but text are leading zeros (00123 is an id), thousands separators, a plus sign, NaN and
 * Infinity, what is too large for a double (1e400), and a whole number that a double cannot hold
 * exactly (2^53 + 1), so that every id comes back as it was (rule 1.6).
 */
final class NumberText {
    private static final int LONGEST = 100;

    /** So many digits always fit 53 bits. */
    private static final int EXACT_DIGITS = 15;

    private static final Pattern LEADING_ZERO = Pattern.compile("-?0[0-9]+(\\..*)?");
    private static final Pattern SEPARATORS =
            Pattern.compile("-?[0-9]{1,3}([,' ][0-9]{3})+(\\..*)?");
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private NumberText() {}

    /** The nearest double, or NaN when the text is no number. */
    static double parse(String text) {
        int end = text.length();
        int start = end > 0 && text.charAt(0) == '-' ? 1 : 0;
        int point = digits(text, start);
        if (end > LONGEST || (point - start > 1 && text.charAt(start) == '0')) {
            return Double.NaN;
        }
        boolean fraction = point < end && text.charAt(point) == '.';
        int mantissaEnd = fraction ? digits(text, point + 1) : point;
        int digits = mantissaEnd - start - (fraction ? 1 : 0);
        if (digits == 0) {
            return Double.NaN;
        }
        if (mantissaEnd == end) {
            return digits <= EXACT_DIGITS
                    ? exact(text, start, point, end)
                    : rounded(text, !fraction);
        }
        return exponent(text, mantissaEnd) ? rounded(text, false) : Double.NaN;
    }

    /** Where the digits that begin here end. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean exponent(String text, int at) {
        if (at >= text.length() || (text.charAt(at) | 0x20) != 'e') {
            return false;
        }
        int first = at + 1;
        if (first < text.length() && (text.charAt(first) == '-' || text.charAt(first) == '+')) {
            first++;
        }
        return first < text.length() && digits(text, first) == text.length();
    }

    /**
     * Both operands are exact doubles, so the one division rounds as it should (Clinger, "How to
     * read floating point numbers accurately", 1990); several times quicker than the JDK's parser.
     */
    private static double exact(String text, int start, int point, int end) {
        long mantissa = 0;
        for (int i = start; i < end; i++) {
            if (i != point) {
                mantissa = mantissa * 10 + (text.charAt(i) - '0');
            }
        }
        double value = mantissa / POWERS[Math.max(0, end - point - 1)];
        return start == 0 ? value : -value;
    }

    private static double rounded(String text, boolean whole) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return Double.NaN;
        }
        return whole && new BigDecimal(value).compareTo(new BigDecimal(text)) != 0
                ? Double.NaN
                : value;
    }

    /** Why a text that may look like a number is none; "" when there is nothing to add. */
    static String whyNot(String text) {
        if (LEADING_ZERO.matcher(text).matches()) {
            return "leading zeros make it text";
        }
        if (SEPARATORS.matcher(text).matches()) {
            return "a number has no thousands separators";
        }
        try {
            return text.length() <= LONGEST && Double.isInfinite(Double.parseDouble(text))
                    ? "a number has to be finite"
                    : text.length() > EXACT_DIGITS && digits(text, 0) == text.length()
                            ? "a double cannot hold it exactly"
                            : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
