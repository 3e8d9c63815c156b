package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/** Trees whose leaves, which hold their values, are summed in float32, as XGBoost does. */
final class FloatTrees extends Trees<float[]> {
    /** By tree: the output that it adds to. */
    private final int[] output;

    /** Where leaves hold a value for each output: these values, leaf after leaf. */
    private final float @Nullable [] vectors;

    /** By node: where a leaf's vector starts. */
    private final int[] starts;

    /**
     * @param vectors values of leaves that hold several and say where theirs start; or null
     */
    FloatTrees(ForestBuilder.Layout layout, int outputs, int[] output, float @Nullable [] vectors) {
        super(layout, outputs);
        this.output = output;
        this.vectors = vectors;
        starts = new int[vectors == null ? 0 : layout.leaves().length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (int) layout.leaves()[i];
        }
    }

    @Override
    void addTrees(int first, int count, int[] leaves, int row, float[] sums) {
        if (vectors != null) {
            for (int i = 0; i < count; i++) {
                addVector(vectors, leaves[i], row, sums);
            }
        } else if (outputs == 1) {
            float sum = sums[row];
            for (int i = 0; i < count; i++) {
                sum += value(leaves[i]);
            }
            sums[row] = sum;
        } else {
            for (int i = 0; i < count; i++) {
                sums[row * outputs + output[first + i]] += value(leaves[i]);
            }
        }
    }

    @Override
    void addRows(int tree, int[] leaves, int row, int count, float[] sums) {
        if (vectors != null) {
            for (int i = 0; i < count; i++) {
                addVector(vectors, leaves[i], row + i, sums);
            }
            return;
        }
        int at = row * outputs + output[tree];
        for (int i = 0; i < count; i++) {
            sums[at + i * outputs] += value(leaves[i]);
        }
    }

    private float value(int leaf) {
        return Float.intBitsToFloat(forest.bitsOf(leaf));
    }

    private void addVector(float[] all, int leaf, int row, float[] sums) {
        int from = starts[leaf];
        for (int i = 0; i < outputs; i++) {
            sums[row * outputs + i] += all[from + i];
        }
    }
}
