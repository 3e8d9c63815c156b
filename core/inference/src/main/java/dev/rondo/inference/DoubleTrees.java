package dev.rondo.inference;

/** Trees whose leaves are summed in float64, as LightGBM does. */
final class DoubleTrees extends Trees<double[]> {
    /** By node: what a leaf adds. */
    private final double[] values;

    /** Trees that add to the outputs in turn. */
    DoubleTrees(ForestBuilder.Layout layout, int outputs) {
        super(layout, outputs);
        values = layout.leaves();
    }

    @Override
    void addTrees(int first, int count, int[] leaves, int row, double[] sums) {
        if (outputs == 1) {
            double sum = sums[row];
            for (int i = 0; i < count; i++) {
                sum += values[leaves[i]];
            }
            sums[row] = sum;
        } else {
            for (int i = 0; i < count; i++) {
                sums[row * outputs + (first + i) % outputs] += values[leaves[i]];
            }
        }
    }

    @Override
    void addRows(int tree, int[] leaves, int row, int count, double[] sums) {
        int at = row * outputs + tree % outputs;
        for (int i = 0; i < count; i++) {
            sums[at + i * outputs] += values[leaves[i]];
        }
    }
}
