package dev.rondo.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Looks for the unit in which numbers came instead of their own. */
final class UnitSearch {
    /** Usual ratios of units: decimal, time, length, weight, energy, bytes. */
    private static final double[] RATIOS = {
        10, 100, 1000, 1e4, 1e5, 1e6, 1e9, 7, 12, 24, 30, 52, 60, 365, 1440, 3600, 86400, 2.54,
        3.28084, 0.9144, 1.609344, 2.204623, 28.349523, 4.184, 3.785412, 1024, 1048576, 2
    };

    /** Conversions that also add something: temperature, and a lost sign. */
    private static final double[][] AFFINE = {
        {1.8, 32}, {1 / 1.8, -32 / 1.8}, {1, 273.15}, {1, -273.15}, {-1, 0}
    };

    /** An estimated factor nearer to 1 than this may as well be a change of the world. */
    private static final double LEAST_RATIO = 2;

    /** A usual ratio is preferred to an estimated one unless it fits worse by this much PSI. */
    private static final double PREFERENCE = 0.03;

    private UnitSearch() {}

    private record Unit(double factor, double offset, boolean usual) {
        double undo(double value) {
            return (value - offset) / factor;
        }
    }

    /** The unit that fits best; null if there is no value. */
    static Repair.@Nullable Unit best(NumberReference reference, double[] values) {
        var present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (present.length == 0 || reference.quantiles().length == 0) {
            return null;
        }
        return units(reference, present).stream()
                .flatMap(unit ->
                        List.of(all(reference, present, unit), some(reference, present, unit))
                                .stream())
                .min(
                        Comparator.comparingDouble(
                                fit -> fit.repair.psi() + (fit.usual ? 0 : PREFERENCE)))
                .map(Fit::repair)
                .orElse(null);
    }

    private record Fit(Repair.Unit repair, boolean usual) {}

    /** Every value came in the unit. */
    private static Fit all(NumberReference reference, double[] values, Unit unit) {
        var counts = new long[reference.counts().length];
        for (double value : values) {
            counts[reference.bin(unit.undo(value))]++;
        }
        return fit(reference, counts, unit, 1);
    }

    /** Only the values came in the unit that are unknown as they are, and known without it. */
    private static Fit some(NumberReference reference, double[] values, Unit unit) {
        var counts = new long[reference.counts().length];
        int touched = 0;
        for (double value : values) {
            boolean wrong = reference.unknown(value) && !reference.unknown(unit.undo(value));
            counts[reference.bin(wrong ? unit.undo(value) : value)]++;
            touched += wrong ? 1 : 0;
        }
        return fit(reference, counts, unit, (double) touched / values.length);
    }

    private static Fit fit(NumberReference reference, long[] counts, Unit unit, double share) {
        double psi = ColumnExaminer.presentPsi(reference, counts);
        return new Fit(new Repair.Unit(unit.factor, unit.offset, share, psi), unit.usual);
    }

    private static List<Unit> units(NumberReference reference, double[] present) {
        var units = new ArrayList<Unit>();
        for (double ratio : RATIOS) {
            units.add(new Unit(ratio, 0, true));
            units.add(new Unit(1 / ratio, 0, true));
        }
        for (var pair : AFFINE) {
            units.add(new Unit(pair[0], pair[1], true));
        }
        double estimated = estimate(reference.quantiles(), present);
        if (estimated >= LEAST_RATIO || (estimated > 0 && estimated <= 1 / LEAST_RATIO)) {
            units.add(new Unit(estimated, 0, false));
        }
        return units;
    }

    /** The median of the ratios of the same quantiles, without those near zero. */
    private static double estimate(double[] quantiles, double[] present) {
        var sorted = present.clone();
        Arrays.sort(sorted);
        var ratios = DoubleStream.builder();
        for (int percent = 5; percent <= 95; percent += 5) {
            double before = quantiles[percent];
            double now = sorted[(int) Math.round(percent / 100.0 * (sorted.length - 1))];
            if (before != 0 && now != 0) {
                ratios.add(now / before);
            }
        }
        var ordered = ratios.build().sorted().toArray();
        return ordered.length == 0 ? Double.NaN : ordered[ordered.length / 2];
    }
}
