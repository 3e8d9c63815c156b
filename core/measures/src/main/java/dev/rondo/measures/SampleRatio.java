package dev.rondo.measures;

/**
 * A sequential check that entities reach the canary at its stated weight (rule 7.2): a routing or
 * logging fault that loses or adds some makes the arms incomparable. The alarm is {@code peak >=
 * 1/alpha}; false with probability at most {@code alpha} however long it runs (see {@link
 * EProcess}). Give every entity key once, at its first assignment under a salt: sticky repeats are
 * no independent evidence. The weight may change between assignments.
 *
 * @param above evidence that the canary gets too much
 * @param below evidence that it gets too little
 * @param canaries assignments to the canary
 * @param expected the sum of the weights
 * @param peak the greatest value of {@link #e} so far
 */
public record SampleRatio(
        EProcess above, EProcess below, long canaries, double expected, double peak) {

    public static SampleRatio start() {
        return new SampleRatio(EProcess.start(), EProcess.start(), 0, 0, 1);
    }

    /**
     * Takes the next assignment.
     *
     * @param weight the canary's weight at this assignment, strictly between 0 and 1: a route
     *     without a choice says nothing
     */
    public SampleRatio update(boolean canary, double weight) {
        if (!(weight > 0 && weight < 1)) {
            throw new IllegalArgumentException("a weight between 0 and 1, not " + weight);
        }
        double excess = (canary ? 1 : 0) - weight;
        var nextAbove = above.update(excess, -weight);
        var nextBelow = below.update(-excess, weight - 1);
        return new SampleRatio(
                nextAbove,
                nextBelow,
                canaries + (canary ? 1 : 0),
                expected + weight,
                Math.max(peak, (nextAbove.e() + nextBelow.e()) / 2));
    }

    public long assignments() {
        return above.steps();
    }

    /** The evidence, to either side, that the ratio is not the stated one. */
    public double e() {
        return (above.e() + below.e()) / 2;
    }
}
