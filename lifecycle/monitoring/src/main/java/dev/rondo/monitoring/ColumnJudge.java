package dev.rondo.monitoring;

import dev.rondo.measures.Drift;
import dev.rondo.measures.FalseDiscovery;
import dev.rondo.measures.TwoSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the columns of one window by rule 5.3, all but its last part, M of N. */
final class ColumnJudge {
    /** Least rise of a share of missing or unknown values that counts. */
    private static final double SHARE_THRESHOLD = 0.05;

    private final Reference reference;
    private final MonitorSpec spec;
    private final WindowCounts counts;
    private final int size;

    ColumnJudge(Reference reference, MonitorSpec spec, WindowCounts counts) {
        this.reference = reference;
        this.spec = spec;
        this.counts = counts;
        this.size = reference.columns().size();
    }

    List<FeatureResult> features() {
        var p = new double[size];
        for (int i = 0; i < size; i++) {
            p[i] = pValue(column(i).counts(), counts.columns()[i]);
        }
        var adjusted = FalseDiscovery.benjaminiHochberg(p);
        var results = new ArrayList<FeatureResult>();
        for (int i = 0; i < size; i++) {
            results.add(result(i, p[i], adjusted[i]));
        }
        return results;
    }

    private FeatureResult result(int i, double p, double adjusted) {
        var column = column(i);
        long n = counts.rows();
        return new FeatureResult(
                column.column().name(),
                n,
                n == 0 ? Double.NaN : Drift.psi(column.counts(), counts.columns()[i]),
                n == 0 ? Double.NaN : psiThreshold(i),
                p,
                adjusted,
                (double) counts.columns()[i][column.missingBin()] / n,
                (double) column.counts()[column.missingBin()] / reference.rows(),
                (double) counts.unknown()[i] / n);
    }

    /** The practical threshold, or what sampling may show at this n if that is more. */
    private double psiThreshold(int i) {
        int bins = Bins.used(column(i).counts(), counts.columns()[i]);
        return Math.max(
                spec.psiThreshold(), Noise.psi(counts.rows(), reference.rows(), bins, size));
    }

    /** Adds the verdicts of every column. */
    void judge(List<FeatureResult> features, long start, Map<Judgement.Subject, Verdict> verdicts) {
        for (var feature : features) {
            var verdict =
                    verdict(start, feature.psi(), feature.psiThreshold(), feature.adjustedPValue());
            verdicts.put(new Judgement.Subject(Signal.DRIFT, feature.feature()), verdict);
        }
        var missing = new double[size];
        var expectedMissing = new double[size];
        var unknown = new double[size];
        var expectedUnknown = new double[size];
        for (int i = 0; i < size; i++) {
            missing[i] = features.get(i).missing();
            expectedMissing[i] = features.get(i).referenceMissing();
            unknown[i] = features.get(i).unknown();
            expectedUnknown[i] = column(i).expectedUnknown();
        }
        judgeShares(Signal.MISSING, missing, expectedMissing, start, verdicts);
        judgeShares(Signal.SCHEMA, unknown, expectedUnknown, start, verdicts);
    }

    private void judgeShares(
            Signal signal,
            double[] shares,
            double[] expected,
            long start,
            Map<Judgement.Subject, Verdict> verdicts) {
        long n = counts.rows();
        long m = reference.rows();
        var p = new double[size];
        for (int i = 0; i < size; i++) {
            p[i] = pValue(split(expected[i], m), split(shares[i], n));
        }
        var adjusted = FalseDiscovery.benjaminiHochberg(p);
        for (int i = 0; i < size; i++) {
            double noise = Noise.share(shares[i], expected[i], n, m, size);
            var verdict =
                    verdict(
                            start,
                            shares[i] - expected[i],
                            Math.max(SHARE_THRESHOLD, noise),
                            adjusted[i]);
            verdicts.put(new Judgement.Subject(signal, column(i).column().name()), verdict);
        }
    }

    private Verdict verdict(long start, double effect, double threshold, double p) {
        boolean bad = effect >= threshold && p < spec.alpha();
        return new Verdict(start, counts.rows(), effect, threshold, p, bad);
    }

    private static long[] split(double share, long rows) {
        long hits = Math.round(share * rows);
        return new long[] {hits, rows - hits};
    }

    /** NaN where there is nothing to compare: an empty window, or one bin that holds everything. */
    private static double pValue(long[] reference, long[] current) {
        var kept = Bins.keepUsed(reference, current);
        return kept.a().length < 2 || kept.empty()
                ? Double.NaN
                : TwoSample.chiSquare(kept.a(), kept.b()).pValue();
    }

    private ColumnReference column(int i) {
        return reference.columns().get(i);
    }
}
