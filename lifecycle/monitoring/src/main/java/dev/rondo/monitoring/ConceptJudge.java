package dev.rondo.monitoring;

import dev.rondo.measures.CostMatrix;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Compares the outcomes with those that the reference's rates foretell for the same scores. The
 * expectation is summed over fine score bins, so that a change of the scores alone, which moves
 * rows inside a coarse bin, is no change of the concept.
 */
final class ConceptJudge {
    /** A standardised distance of the rates below this is no concern, however sure it is. */
    static final double EFFECT = 0.15;

    static final double ALPHA = 1e-3;

    /** As {@link Noise#ALLOWANCE}, and for what the score leaves open of the inputs. */
    private static final double ALLOWANCE = 2;

    private static final long LEAST_OUTCOMES = 100;

    /** So many of the rarer outcome have to be expected before anything is said. */
    private static final double LEAST_EXPECTED = 10;

    private final ScoreReference scores;
    private final CostMatrix gains;
    private final WindowCounts counts;

    ConceptJudge(Reference reference, WindowCounts counts) {
        this.scores = reference.scores();
        this.gains = reference.policy().gains();
        this.counts = counts;
    }

    /** Whether there are outcomes enough to say anything. */
    boolean enough() {
        double expected = 0;
        long n = counts.outcomeCount();
        for (int bin = 0; bin < scores.bins(); bin++) {
            expected += (counts.positives(bin) + counts.negatives(bin)) * scores.rates()[bin];
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
        long n = counts.outcomeCount();
        long m = scores.outcomes();
        double perOutcome = 1.0 / n + 1.0 / m;
        return new ConceptEvidence(
                bins,
                n,
                counts.rows(),
                statistic,
                used == 0
                        ? Double.NaN
                        : ChiSquaredDistribution.of(used)
                                .survivalProbability(statistic / ALLOWANCE),
                n == 0 ? Double.NaN : Math.sqrt(Math.max(0, statistic - used) * perOutcome),
                EFFECT,
                money(),
                expectedMoney(counts.outcomesByDecision()));
    }

    /** Adds a coarse bin; its part of the statistic. */
    private double addGroup(int group, List<ConceptEvidence.ScoreBin> bins) {
        int from = scores.groups()[group];
        long m = 0;
        long n = 0;
        long positives = 0;
        double expected = 0;
        double variance = 0;
        for (int bin = from; bin < scores.end(group); bin++) {
            m += scores.positives()[bin] + scores.negatives()[bin];
            long here = counts.positives(bin) + counts.negatives(bin);
            double rate = scores.rates()[bin];
            n += here;
            positives += counts.positives(bin);
            expected += here * rate;
            variance += here * rate * (1 - rate);
        }
        double low = from == 0 ? Double.NEGATIVE_INFINITY : scores.edges()[from - 1];
        bins.add(new ConceptEvidence.ScoreBin(low, m, expected / n, n, (double) positives / n));
        double distance = positives - expected;
        return n == 0 ? 0 : distance * distance / (variance * (1 + (double) n / Math.max(1, m)));
    }

    /** Realised money per decision. */
    double money() {
        double sum = 0;
        for (int kind = 0; kind < 4; kind++) {
            for (long count : counts.outcomes()[kind]) {
                sum += count * gains.gain(kind >= 2, kind % 2 == 1);
            }
        }
        return sum / counts.outcomeCount();
    }

    /**
     * Money per decision if outcomes follow the score as in the reference.
     *
     * @param decisions rows per decision (0 not acted, 1 acted) and fine score bin
     */
    double expectedMoney(long[][] decisions) {
        double sum = 0;
        long n = 0;
        for (int acted = 0; acted < 2; acted++) {
            for (int bin = 0; bin < scores.bins(); bin++) {
                double rate = scores.rates()[bin];
                double gain =
                        rate * gains.gain(acted == 1, true)
                                + (1 - rate) * gains.gain(acted == 1, false);
                sum += decisions[acted][bin] * gain;
                n += decisions[acted][bin];
            }
        }
        return sum / n;
    }
}
