package dev.rondo.data;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How many of a column's values have to be as expected.
 *
 * <p>A check passes when its ratio reaches the share (rule 3.1). Where a suite was inferred, a
 * small file may miss the share by mere chance: 1 of 10 values is 10 %. So a ratio below the share
 * fails only when a file whose true share is exactly this one would do as badly with a probability
 * below {@code chance}, by the exact binomial test.
 *
 * @param share least ratio of values as expected
 * @param chance 1 to compare the ratio alone
 */
public record Mostly(double share, double chance) {
    /** Every value, without exception. */
    public static final Mostly ALL = new Mostly(1, 1);

    public Mostly {
        if (!(share >= 0 && share <= 1 && chance > 0 && chance <= 1)) {
            throw new IllegalArgumentException("share " + share + ", chance " + chance);
        }
    }

    boolean met(long count, long unexpected) {
        if (unexpected == 0 || (double) (count - unexpected) / count >= share) {
            return true;
        }
        return share < 1 && chance < 1 && byChance(count, unexpected) >= chance;
    }

    private double byChance(long count, long unexpected) {
        return BinomialDistribution.of(Math.toIntExact(count), 1 - share)
                .survivalProbability(Math.toIntExact(unexpected - 1));
    }
}
