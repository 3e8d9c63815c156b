package dev.rondo.measures;

/**
 * A confidence interval; both ends are NaN where it is not defined.
 *
 * @param level its coverage, such as 0.95
 */
public record Interval(double low, double high, double level) {
    public Interval {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, not " + level);
        }
        if (low > high) {
            throw new IllegalArgumentException("the low end " + low + " exceeds " + high);
        }
    }

    static Interval undefined(double level) {
        return new Interval(Double.NaN, Double.NaN, level);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
