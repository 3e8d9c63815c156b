package dev.rondo.monitoring;

import dev.rondo.base.Column;
import dev.rondo.inference.Batch;
import java.util.Arrays;

/**
 * Bins, in this order: one per mass point, then the intervals between the edges, the outer two
 * open, then missing. An interval takes its lower edge in.
 *
 * @param masses values that many rows share, ascending
 * @param edges ascending
 * @param low numbers below are unknown
 * @param high numbers above are unknown
 * @param quantiles of the values that are there, in steps of a percent; empty if none are
 */
@SuppressWarnings("ArrayRecordComponent") // bins by index
record NumberReference(
        Column column,
        double[] masses,
        double[] edges,
        long[] counts,
        double low,
        double high,
        double[] quantiles,
        byte[] sample)
        implements ColumnReference {

    int bin(double value) {
        if (Double.isNaN(value)) {
            return missingBin();
        }
        int mass = Arrays.binarySearch(masses, value + 0.0);
        if (mass >= 0) {
            return mass;
        }
        int edge = Arrays.binarySearch(edges, value + 0.0);
        return masses.length + (edge >= 0 ? edge + 1 : -edge - 1);
    }

    boolean unknown(double value) {
        return value < low || value > high;
    }

    @Override
    public int bin(Batch batch, int index, int row) {
        return bin(batch.numbers(index)[row]);
    }

    @Override
    public boolean unknown(Batch batch, int index, int row) {
        return unknown(batch.numbers(index)[row]);
    }

    @Override
    public double expectedUnknown() {
        return 0;
    }
}
