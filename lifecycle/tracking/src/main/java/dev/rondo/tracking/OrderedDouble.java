package dev.rondo.tracking;

/**
 * Doubles as integers of the same order, so that a BIGINT column keeps each bit of them on every
 * database and SQL compares them: -∞ &lt; … &lt; -0.0 &lt; 0.0 &lt; … &lt; ∞ &lt; NaN. All NaN are
 * one. The two zeros are equal numbers with codes next to each other, so a comparison with {@code
 * x} is one with the range of the codes that equal it:
 *
 * <pre>
 * = x   code BETWEEN lowest(x) AND highest(x)        != x  NOT of that (NaN differs from all)
 * &lt; x   code &lt; lowest(x)                             &lt;= x  code &lt;= highest(x)
 * &gt; x   code &gt; highest(x) AND code &lt; NAN             &gt;= x  code &gt;= lowest(x) AND code &lt; NAN
 * </pre>
 */
final class OrderedDouble {
    /** The code of NaN, above all others. */
    static final long NAN = code(Double.NaN);

    private OrderedDouble() {}

    static long code(double value) {
        return flipped(Double.doubleToLongBits(value));
    }

    static double value(long code) {
        return Double.longBitsToDouble(flipped(code));
    }

    /** The least code of a number that equals the value, which is not NaN. */
    static long lowest(double value) {
        return value == 0 ? code(-0.0) : code(value);
    }

    /** The greatest code of a number that equals the value, which is not NaN. */
    static long highest(double value) {
        return value == 0 ? code(0.0) : code(value);
    }

    /** Negative doubles grow downwards in their bits; this turns them round, and back. */
    private static long flipped(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
