package dev.rondo.measures;

/**
 * What a guardrail tolerates of a canary beside its control. With {@code floor = controlFactor *
 * mean(control) - margin}, the canary is harmful where its mean lies below the floor and safe where
 * it lies above. Values are such that more is better; turn a rate of failures round first.
 *
 * @param low the least value that either arm can show
 * @param high the greatest
 * @param controlFactor 1 for a margin as an amount, {@code 1 - relative margin} for rates
 * @param margin an amount; 0 for rates
 */
public record TwoArm(double low, double high, double controlFactor, double margin) {
    public TwoArm {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("values need finite bounds, low < high");
        }
        if (!(controlFactor > 0 && controlFactor <= 1) || !(margin >= 0)) {
            throw new IllegalArgumentException("a factor in (0, 1] and a margin of at least 0");
        }
        if (controlFactor * high - margin <= low) {
            throw new IllegalArgumentException("within this margin nothing can be harmful");
        }
    }

    /**
     * Means of bounded values.
     *
     * @param margin the loss per decision that is tolerated, above 0 and below the range
     */
    public static TwoArm means(double low, double high, double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException("the margin is above 0, not " + margin);
        }
        return new TwoArm(low, high, 1, margin);
    }

    /** Money per decision under these gains; rule 7.3's default margin is 2% of their range. */
    public static TwoArm money(CostMatrix gains, double margin) {
        return means(gains.min(), gains.max(), margin);
    }

    /**
     * Rates: each value is 0 or 1, or a mean of such.
     *
     * @param relativeMargin the share of the control's rate that the canary may lack, in (0, 1)
     */
    public static TwoArm rates(double relativeMargin) {
        if (!(relativeMargin > 0 && relativeMargin < 1)) {
            throw new IllegalArgumentException("a margin in (0, 1), not " + relativeMargin);
        }
        return new TwoArm(0, 1, 1 - relativeMargin, 0);
    }

    /** Its mean is at most 0 unless the canary is harmful; takes values or means of values. */
    double harmPayoff(double control, double canary) {
        return controlFactor * clamp(control) - margin - clamp(canary);
    }

    double leastHarmPayoff() {
        return controlFactor * low - margin - high;
    }

    /** Its mean is at most 0 unless the canary is safe. */
    double safePayoff(double control, double canary) {
        return -harmPayoff(control, canary);
    }

    double leastSafePayoff() {
        return low - (controlFactor * high - margin);
    }

    /** A mean's rounding may pass a bound that its values keep. */
    private double clamp(double mean) {
        return Math.clamp(mean, low, high);
    }

    /** Refuses what would make a bet larger than its bound allows. */
    double check(double value) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    value + " lies outside the bounds [" + low + ", " + high + "]");
        }
        return value;
    }
}
