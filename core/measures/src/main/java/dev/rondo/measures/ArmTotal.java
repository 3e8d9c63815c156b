package dev.rondo.measures;

/** The outcomes of one arm. */
public record ArmTotal(long n, double sum) {
    public static final ArmTotal NONE = new ArmTotal(0, 0);

    ArmTotal plus(double value) {
        return new ArmTotal(n + 1, sum + value);
    }

    /** NaN when there is none. */
    public double mean() {
        return sum / n;
    }
}
