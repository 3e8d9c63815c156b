package dev.rondo.measures;

/** Sums with Neumaier's compensation, so that their error does not grow with their length. */
final class Sums {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    double value() {
        return sum + lost;
    }

    static double mean(double[] values) {
        var sum = new Sums();
        for (double value : values) {
            sum.add(value);
        }
        return sum.value() / values.length;
    }

    /** The sample variance (divisor n - 1), in two passes; NaN for fewer than two values. */
    static double variance(double[] values) {
        double mean = mean(values);
        var sum = new Sums();
        for (double value : values) {
            sum.add((value - mean) * (value - mean));
        }
        return values.length < 2 ? Double.NaN : sum.value() / (values.length - 1);
    }

    static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total = Math.addExact(total, count);
        }
        return total;
    }
}
