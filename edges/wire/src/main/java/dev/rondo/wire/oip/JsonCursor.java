package dev.rondo.wire.oip;

import java.nio.charset.StandardCharsets;

/**
 * Reads the plainest JSON from its bytes: texts of visible ASCII without escapes, and numbers. What
 * is not plain, or not JSON at all, ends in {@link NotPlain}, and a whole parser has the word.
 */
final class JsonCursor {
    /**
     * The text has to be read by a whole parser; without a stack, as that costs more than reading.
     */
    static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super("not plain", null, false, false);
        }
    }

    /** As many digits as a long always holds. */
    private static final int MOST_DIGITS = 18;

    private static final int MOST_DECIMALS = 22;
    private static final double[] TENS = tens();

    /** Longs below are doubles exactly. */
    private static final long EXACT = 1L << 53;

    /** The bits of a double that a float does not have, and where half of a float's last bit is. */
    private static final long LOST = (1L << 29) - 1;

    private static final long HALF = 1L << 28;

    private final byte[] bytes;
    private final int end;
    private int at;

    JsonCursor(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    private static double[] tens() {
        var tens = new double[MOST_DECIMALS + 1];
        for (int i = 0; i < tens.length; i++) {
            tens[i] = Double.parseDouble("1e" + i);
        }
        return tens;
    }

    /** The next byte that is no white space, without taking it; 0 at the end. */
    byte peek() {
        while (at < end) {
            byte each = bytes[at];
            if (each > ' ' || (each != ' ' && each != '\n' && each != '\r' && each != '\t')) {
                return each;
            }
            at++;
        }
        return 0;
    }

    void take(char expected) throws NotPlain {
        if (peek() != expected) {
            throw new NotPlain();
        }
        at++;
    }

    /** Takes it if it is next. */
    boolean takes(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void takeEnd() throws NotPlain {
        if (peek() != 0 || at < end) {
            throw new NotPlain();
        }
    }

    String text() throws NotPlain {
        take('"');
        int from = at;
        while (at < end && bytes[at] >= ' ' && bytes[at] < 0x7f && bytes[at] != '\\') {
            if (bytes[at] == '"') {
                at++;
                return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
            }
            at++;
        }
        throw new NotPlain();
    }

    /** A whole number of few digits. */
    long whole() throws NotPlain {
        peek();
        int from = at;
        long value = digits();
        if (at - from > MOST_DIGITS || (bytes[from] == '0' && at - from > 1) || !atDelimiter()) {
            throw new NotPlain();
        }
        return value;
    }

    private long digits() throws NotPlain {
        int from = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + (bytes[at++] - '0');
        }
        if (at == from) {
            throw new NotPlain();
        }
        return value;
    }

    private boolean atDelimiter() {
        byte next = peek();
        return next == ',' || next == ']' || next == '}';
    }

    /** A number, rounded to a float once. */
    float single() throws NotPlain {
        boolean negative = peek() == '-';
        int from = at;
        int first = negative ? from + 1 : from;
        // Most of a request is numbers: this loop keeps its place to itself.
        int point = -1;
        int next = first;
        long digits = 0;
        for (; next < end; next++) {
            int each = bytes[next];
            if (each >= '0' && each <= '9') {
                digits = 10 * digits + (each - '0');
            } else if (each == '.' && point < 0) {
                point = next;
            } else {
                break;
            }
        }
        at = next;
        int wholes = (point < 0 ? next : point) - first;
        int decimals = point < 0 ? 0 : next - point - 1;
        boolean zero = negative && digits == 0 && point < 0;
        if (wholes == 0 || (wholes > 1 && bytes[first] == '0') || zero) {
            throw new NotPlain();
        }
        if (point >= 0 && decimals == 0) {
            throw new NotPlain();
        }
        boolean fits = next - first <= MOST_DIGITS && decimals <= MOST_DECIMALS;
        return takesExponent() || !fits ? parsed(from) : rounded(from, negative, digits, decimals);
    }

    private boolean takesNow(char wanted) {
        if (at == end || bytes[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private boolean takesExponent() throws NotPlain {
        if (!takesNow('e') && !takesNow('E')) {
            return false;
        }
        if (!takesNow('-')) {
            takesNow('+');
        }
        digits();
        return true;
    }

    /**
     * At most one unit of a double is lost by the division, which rounding to a float forgets,
     * except beside the middle between two floats.
     */
    private float rounded(int from, boolean negative, long digits, int decimals) throws NotPlain {
        double value = digits / TENS[decimals];
        long lost = (Double.doubleToRawLongBits(value) & LOST) - HALF;
        if (Math.abs(lost) <= 4 && (lost == 0 || digits >= EXACT)) {
            return parsed(from);
        }
        return (float) (negative ? -value : value);
    }

    private float parsed(int from) throws NotPlain {
        float value =
                Float.parseFloat(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
        if (Float.isInfinite(value)) {
            throw new NotPlain();
        }
        return value;
    }
}
