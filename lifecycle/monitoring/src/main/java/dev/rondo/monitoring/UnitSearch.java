package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for the unit in which numbers came instead of their own. */
final class UnitSearch {
    /** Usual ratios of units: decimal, time, length, weight, energy, volume, bytes. */
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

    private static final int DIGITS = 12;

    private final Reference reference;
    private final Batch rows;
    private final int index;
    private final NumberReference column;
    private final double[] values;

    UnitSearch(Reference reference, Batch rows, int index, NumberReference column) {
        this.reference = reference;
        this.rows = rows;
        this.index = index;
        this.column = column;
        this.values = rows.numbers(index);
    }

    /**
     * A change of unit.
     *
     * @param partly whether only those values came in it that are unknown as they are
     */
    private record Unit(double factor, double offset, boolean usual, boolean partly) {
        /** Rounded, so that a value finds its old bin again in spite of binary fractions. */
        double undo(double value) {
            double undone = (value - offset) / factor;
            if (undone == 0 || !Double.isFinite(undone)) {
                return undone;
            }
            double scale = Math.pow(10, DIGITS - Math.ceil(Math.log10(Math.abs(undone))));
            double rounded = Math.rint(undone * scale) / scale;
            return Double.isFinite(rounded) ? rounded : undone;
        }
    }

    private record Fit(Unit unit, double psi, double share) {}

    /**
     * The unit that fits best; a usual one is preferred if it leaves no more than noise. Null if
     * there is no value to look at.
     *
     * @param noise the PSI that sampling alone may show
     */
    Repair.@Nullable Unit best(double noise) {
        var present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (present.length == 0 || column.quantiles().length == 0) {
            return null;
        }
        var fits = units(present).stream().map(unit -> fit(unit, present)).toList();
        var usual = least(fits.stream().filter(fit -> fit.unit.usual));
        var best = usual.psi <= noise ? usual : least(fits.stream());
        var unit = best.unit;
        double support =
                new Association(reference, rows, index).support(row -> bin(unit, values[row]));
        return new Repair.Unit(unit.factor, unit.offset, best.share, support, best.psi);
    }

    private static Fit least(Stream<Fit> fits) {
        return fits.min(Comparator.comparingDouble(Fit::psi)).orElseThrow();
    }

    private Fit fit(Unit unit, double[] present) {
        var counts = new long[column.counts().length];
        int touched = 0;
        for (double value : present) {
            int bin = bin(unit, value);
            counts[bin]++;
            touched += bin != column.bin(value) ? 1 : 0;
        }
        double share = unit.partly ? (double) touched / present.length : 1;
        return new Fit(unit, ColumnExaminer.presentPsi(column, counts), share);
    }

    /** The bin of the value in its own unit. */
    private int bin(Unit unit, double value) {
        if (!unit.partly) {
            return column.bin(unit.undo(value));
        }
        boolean wrong = column.unknown(value) && !column.unknown(unit.undo(value));
        return column.bin(wrong ? unit.undo(value) : value);
    }

    private List<Unit> units(double[] present) {
        var units = new ArrayList<Unit>();
        for (double ratio : RATIOS) {
            add(units, ratio, 0, true);
            add(units, 1 / ratio, 0, true);
        }
        for (var pair : AFFINE) {
            add(units, pair[0], pair[1], true);
        }
        double estimated = estimate(column.quantiles(), present);
        if (estimated >= LEAST_RATIO || (estimated > 0 && estimated <= 1 / LEAST_RATIO)) {
            add(units, estimated, 0, false);
        }
        return units;
    }

    private static void add(List<Unit> units, double factor, double offset, boolean usual) {
        units.add(new Unit(factor, offset, usual, false));
        units.add(new Unit(factor, offset, usual, true));
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
