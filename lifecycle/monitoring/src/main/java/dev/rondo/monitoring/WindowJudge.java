package dev.rondo.monitoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Turns a window's counts into figures and verdicts. Pure: same counts, same answer. */
final class WindowJudge {
    private WindowJudge() {}

    /**
     * @param mature whether the quality may be judged
     */
    static Judgement judge(
            Reference reference,
            MonitorSpec spec,
            long start,
            WindowCounts counts,
            boolean mature) {
        var columns = new ColumnJudge(reference, spec, counts);
        var features = columns.features();
        var verdicts = new HashMap<Judgement.Subject, Verdict>();
        boolean enoughRows = counts.rows() >= spec.minimumRows();
        if (enoughRows) {
            columns.judge(features, start, verdicts);
        }
        var concept = new ConceptJudge(reference, counts);
        var evidence = concept.evidence();
        boolean judged = mature && concept.enough() && !broken(verdicts);
        if (judged) {
            verdicts.put(
                    new Judgement.Subject(Signal.CONCEPT, reference.target().column()),
                    conceptVerdict(start, evidence));
        }
        return new Judgement(
                features,
                quality(reference, counts, mature, evidence, concept),
                enoughRows,
                judged,
                verdicts);
    }

    /**
     * Where values are missing or unknown the score is no longer one, so outcomes that do not
     * follow it say nothing about the world.
     */
    private static boolean broken(Map<Judgement.Subject, Verdict> verdicts) {
        return verdicts.entrySet().stream()
                .anyMatch(verdict ->
                        verdict.getValue().bad()
                                && verdict.getKey().signal() != Signal.DRIFT
                                && verdict.getKey().signal() != Signal.CONCEPT);
    }

    static Verdict conceptVerdict(long start, ConceptEvidence evidence) {
        return new Verdict(
                start,
                evidence.outcomes(),
                evidence.effect(),
                evidence.threshold(),
                evidence.pValue(),
                evidence.drifted());
    }

    private static QualityResult quality(
            Reference reference,
            WindowCounts counts,
            boolean mature,
            ConceptEvidence evidence,
            ConceptJudge concept) {
        long outcomes = counts.outcomeCount();
        long positives = 0;
        for (int bin = 0; bin < reference.scores().bins(); bin++) {
            positives += counts.positives(bin);
        }
        return new QualityResult(
                outcomes,
                (double) outcomes / counts.rows(),
                mature,
                positives,
                evidence.moneyPerDecision(),
                evidence.expectedMoneyPerDecision(),
                concept.expectedMoney(counts.decisions()),
                counts.logLossSum() / outcomes,
                rocAuc(counts, positives, outcomes - positives),
                (double) Arrays.stream(counts.decisions()[1]).sum() / counts.rows(),
                evidence.effect(),
                evidence.pValue());
    }

    /** Mann and Whitney's share of rightly ordered pairs; a tie, here one fine bin, counts half. */
    private static double rocAuc(WindowCounts counts, long positives, long negatives) {
        double ordered = 0;
        long below = 0;
        for (int bin = 0; bin < counts.decisions()[0].length; bin++) {
            ordered += counts.positives(bin) * (below + 0.5 * counts.negatives(bin));
            below += counts.negatives(bin);
        }
        return ordered / ((double) positives * negatives);
    }
}
