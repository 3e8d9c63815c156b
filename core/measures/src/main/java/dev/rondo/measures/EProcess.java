package dev.rondo.measures;

import java.util.Arrays;

/**
 * Evidence against a null hypothesis that may be read after every observation (rule 7.3).
 *
 * <p>The null says that each payoff's mean, given all before it, is at most 0. An imaginary gambler
 * starts with the wealth 1 and stakes a fixed share of it on every payoff; under the null the
 * wealth is a non-negative supermartingale, so by Ville's inequality it ever passes {@code 1/alpha}
 * with probability at most {@code alpha}, however often and for whatever reason one looks or stops.
 * Which share is best depends on the unknown effect, so the wealth is spread evenly over 30 fixed
 * shares, from 0.001 to 0.99 of the largest that cannot go bankrupt, in equal ratios. A mean of
 * supermartingales is one again: nothing is tuned on the data, and {@link #e} is as valid as each
 * of its parts. Both it and its {@link #peak} may be held against {@code 1/alpha}.
 *
 * <p>Payoffs need not be independent or alike, only bounded below. Source: Waudby-Smith and Ramdas,
 * "Estimating means of bounded random variables by betting", JRSS-B 2024 (capital process, grid).
 *
 * <p>Only products and one sum, so the same payoffs give the same bits on every machine. A wealth
 * is capped at 1e300 and may vanish below 5e-324: both only ever understate the evidence.
 *
 * @param wealth of each share
 * @param steps the number of payoffs so far
 * @param peak the greatest value of {@link #e} so far
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record EProcess(double[] wealth, long steps, double peak) {
    private static final double CAP = 1e300;
    private static final double[] SHARES = shares(30, 0.001, 0.99);

    public EProcess {
        wealth = wealth.clone();
        if (wealth.length != SHARES.length) {
            throw new IllegalArgumentException(
                    SHARES.length + " wealths are needed, not " + wealth.length);
        }
        for (double w : wealth) {
            if (!(w >= 0 && w <= CAP)) {
                throw new IllegalArgumentException("a wealth lies in [0, 1e300], not " + w);
            }
        }
        if (steps < 0 || !(peak >= 1)) {
            throw new IllegalArgumentException("steps are at least 0, and the peak at least 1");
        }
    }

    private static double[] shares(int count, double least, double greatest) {
        var shares = new double[count];
        for (int i = 0; i < count; i++) {
            shares[i] = least * StrictMath.pow(greatest / least, i / (count - 1.0));
        }
        return shares;
    }

    /** Before the first payoff: {@code e = 1}. */
    public static EProcess start() {
        var wealth = new double[SHARES.length];
        Arrays.fill(wealth, 1);
        return new EProcess(wealth, 0, 1);
    }

    /**
     * Bets on one more payoff.
     *
     * @param lowerBound the least that this payoff could have been, negative, and known before it
     */
    public EProcess update(double payoff, double lowerBound) {
        if (!(lowerBound < 0) || !(payoff >= lowerBound * (1 + 1e-9))) {
            throw new IllegalArgumentException(
                    "the payoff " + payoff + " needs a negative lower bound, not " + lowerBound);
        }
        double scaled = payoff / -lowerBound;
        var next = new double[SHARES.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.min(CAP, wealth[i] * (1 + SHARES[i] * scaled));
        }
        return new EProcess(next, steps + 1, Math.max(peak, mean(next)));
    }

    /** The evidence against the null now; 1 is none. */
    public double e() {
        return mean(wealth);
    }

    /** Its natural logarithm; negative infinity once all wealth has vanished. */
    public double logE() {
        return StrictMath.log(e());
    }

    @Override
    public double[] wealth() {
        return wealth.clone();
    }

    private static double mean(double[] wealth) {
        double sum = 0;
        for (double w : wealth) {
            sum += w;
        }
        return sum / wealth.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EProcess that
                && steps == that.steps
                && peak == that.peak
                && Arrays.equals(wealth, that.wealth);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wealth);
    }

    @Override
    public String toString() {
        return "EProcess[e=" + e() + ", peak=" + peak + ", steps=" + steps + "]";
    }
}
