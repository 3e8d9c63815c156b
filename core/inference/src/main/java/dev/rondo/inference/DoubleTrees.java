package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/** Trees whose leaves are summed in float64, as LightGBM does. */
final class DoubleTrees extends Trees<double[]> {
    /** By leaf: what it adds; its code says which it is, or where its vector starts. */
    private final double[] values;

    /** By tree: the output that it adds to. */
    private final int[] output;

    /** Where leaves hold a value for each output: these values, leaf after leaf. */
    private final double @Nullable [] vectors;

    /** Trees that add to the outputs in turn. */
    DoubleTrees(ForestBuilder.Layout layout, int outputs) {
        this(layout, outputs, inTurn(layout.trees().size(), outputs), null);
    }

    /** See {@link FloatTrees}. */
    DoubleTrees(
            ForestBuilder.Layout layout, int outputs, int[] output, double @Nullable [] vectors) {
        var leaves = new DoubleList();
        super(layout, outputs, vectors == null ? leaves::append : leaf -> (int) leaf);
        this.output = output;
        this.vectors = vectors;
        values = leaves.toArray();
    }

    private static int[] inTurn(int trees, int outputs) {
        var output = new int[trees];
        for (int tree = 0; tree < trees; tree++) {
            output[tree] = tree % outputs;
        }
        return output;
    }

    @Override
    void addTrees(int first, int count, int[] leaves, int row, double[] sums) {
        if (vectors != null) {
            for (int i = 0; i < count; i++) {
                addVector(vectors, leaves[i], row, sums);
            }
        } else if (outputs == 1) {
            double sum = sums[row];
            for (int i = 0; i < count; i++) {
                sum += values[leaves[i]];
            }
            sums[row] = sum;
        } else {
            for (int i = 0; i < count; i++) {
                sums[row * outputs + output[first + i]] += values[leaves[i]];
            }
        }
    }

    @Override
    void addRows(int tree, int[] leaves, int row, int count, double[] sums) {
        if (vectors != null) {
            for (int i = 0; i < count; i++) {
                addVector(vectors, leaves[i], row + i, sums);
            }
            return;
        }
        int at = row * outputs + output[tree];
        for (int i = 0; i < count; i++) {
            sums[at + i * outputs] += values[leaves[i]];
        }
    }

    private void addVector(double[] all, int from, int row, double[] sums) {
        for (int i = 0; i < outputs; i++) {
            sums[row * outputs + i] += all[from + i];
        }
    }
}
