package dev.rondo.monitoring;

import dev.rondo.measures.CostMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Compares the outcomes with those that the reference's rates foretell for the same scores. The
 * expectation is summed over fine score bins, so that a change of the scores alone, which moves
 * rows inside a coarse bin, is no change of the concept. {@link ConceptEvidence} has the formulas.
 */
final class ConceptJudge {
    /** A standardised distance of the rates below this is no concern, however sure it is. */
    private static final double EFFECT = 0.15;

    static final double ALPHA = 2e-4;

    /** As {@link Noise#ALLOWANCE}, and for what the score leaves open of the inputs. */
    private static final double ALLOWANCE = 2;

    private static final long LEAST_OUTCOMES = 100;

    /** So many of the rarer outcome have to be expected before anything is said. */
    private static final double LEAST_EXPECTED = 10;

    private final ScoreReference scores;
    private final CostMatrix gains;
    private final WindowCounts counts;
    private final long n;
    private final long m;

    ConceptJudge(Reference reference, WindowCounts counts) {
        this.scores = reference.scores();
        this.gains = reference.policy().gains();
        this.counts = counts;
        this.n = counts.outcomeCount();
        this.m = scores.outcomes();
    }

    /** Whether there are outcomes enough to say anything. */
    boolean enough() {
        double expected = 0;
        for (int bin = 0; bin < scores.bins(); bin++) {
            expected += outcomes(bin) * scores.rates()[bin];
        }
        return n >= LEAST_OUTCOMES && Math.min(expected, n - expected) >= LEAST_EXPECTED;
    }

    ConceptEvidence evidence() {
        var bins = new ArrayList<ConceptEvidence.ScoreBin>();
        double statistic = 0;
        for (int group = 0; group < scores.groups().length; group++) {
            statistic += addGroup(group, bins);
        }
        int used = (int) bins.stream().filter(bin -> bin.outcomes() > 0).count();
        double calibration = calibrationStatistic();
        return new ConceptEvidence(
                bins,
                n,
                counts.rows(),
                statistic,
                calibration,
                Math.min(1, 2 * Math.min(pValue(statistic, used), pValue(calibration, 2))),
                Math.max(effect(statistic, used), effect(calibration, 2)),
                EFFECT,
                money(),
                expectedMoney(counts.outcomesByDecision()));
    }

    private static double pValue(double statistic, int freedom) {
        return freedom == 0
                ? 1
                : ChiSquaredDistribution.of(freedom).survivalProbability(statistic / ALLOWANCE);
    }

    private double effect(double statistic, int freedom) {
        return n == 0 ? 0 : Math.sqrt(Math.max(0, statistic - freedom) * (1.0 / n + 1.0 / m));
    }

    private long referenceOutcomes(int bin) {
        return scores.positives()[bin] + scores.negatives()[bin];
    }

    private long outcomes(int bin) {
        return counts.positives(bin) + counts.negatives(bin);
    }

    /** Adds a coarse bin; its part of the statistic. */
    private double addGroup(int group, List<ConceptEvidence.ScoreBin> bins) {
        int from = scores.groups()[group];
        long reference = 0;
        long now = 0;
        long positives = 0;
        double expected = 0;
        double variance = 0;
        for (int bin = from; bin < scores.end(group); bin++) {
            reference += referenceOutcomes(bin);
            now += outcomes(bin);
            positives += counts.positives(bin);
            expected += outcomes(bin) * scores.rates()[bin];
            variance += variance(bin);
        }
        double low = from == 0 ? Double.NEGATIVE_INFINITY : scores.edges()[from - 1];
        bins.add(
                new ConceptEvidence.ScoreBin(
                        low, reference, expected / now, now, (double) positives / now));
        double distance = positives - expected;
        double widened = variance * (1 + (double) now / Math.max(1, reference));
        return now == 0 ? 0 : distance * distance / widened;
    }

    private double variance(int bin) {
        double rate = scores.rates()[bin];
        return outcomes(bin) * rate * (1 - rate);
    }

    /** The score vector times the inverse of its covariance matrix times the score vector. */
    private double calibrationStatistic() {
        double intercept = 0;
        double slope = 0;
        double ii = 0;
        double is = 0;
        double ss = 0;
        for (int bin = 0, end; bin < scores.bins(); bin = end) {
            end = endOfRate(bin);
            double rate = scores.rates()[bin];
            double logit = StrictMath.log(rate / (1 - rate));
            long now = sum(bin, end, this::outcomes);
            long reference = sum(bin, end, this::referenceOutcomes);
            double distance = sum(bin, end, counts::positives) - now * rate;
            double variance = now * rate * (1 - rate) * (1 + (double) now / Math.max(1, reference));
            intercept += distance;
            slope += logit * distance;
            ii += variance;
            is += variance * logit;
            ss += variance * logit * logit;
        }
        double determinant = ii * ss - is * is;
        // With one rate only there is no slope to speak of.
        return determinant <= 1e-9 * ii * ss
                ? 0
                : (intercept * intercept * ss - 2 * intercept * slope * is + slope * slope * ii)
                        / determinant;
    }

    /** The first bin behind those that share a rate: they were estimated as one. */
    private int endOfRate(int bin) {
        int end = bin + 1;
        while (end < scores.bins() && scores.rates()[end] == scores.rates()[bin]) {
            end++;
        }
        return end;
    }

    private static long sum(int from, int to, IntToLongFunction count) {
        long sum = 0;
        for (int bin = from; bin < to; bin++) {
            sum += count.applyAsLong(bin);
        }
        return sum;
    }

    /** Realised money per decision. */
    double money() {
        double sum = 0;
        for (int kind = 0; kind < 4; kind++) {
            for (long count : counts.outcomes()[kind]) {
                sum += count * gains.gain(kind >= 2, kind % 2 == 1);
            }
        }
        return sum / n;
    }

    /**
     * Money per decision if outcomes follow the score as in the reference.
     *
     * @param decisions rows per decision (0 not acted, 1 acted) and fine score bin
     */
    double expectedMoney(long[][] decisions) {
        double sum = 0;
        long rows = 0;
        for (int acted = 0; acted < 2; acted++) {
            for (int bin = 0; bin < scores.bins(); bin++) {
                double rate = scores.rates()[bin];
                double gain =
                        rate * gains.gain(acted == 1, true)
                                + (1 - rate) * gains.gain(acted == 1, false);
                sum += decisions[acted][bin] * gain;
                rows += decisions[acted][bin];
            }
        }
        return sum / rows;
    }
}
