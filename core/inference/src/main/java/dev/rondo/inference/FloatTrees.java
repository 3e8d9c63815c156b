package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/**
 * Trees whose leaves are summed in float32, as XGBoost does. A leaf's code is the bits of its
 * value, or where its vector starts.
 */
final class FloatTrees extends Trees<float[]> {
    /** By tree: the output that it adds to. */
    private final int[] output;

    /** Where leaves hold a value for each output: these values, leaf after leaf. */
    private final float @Nullable [] vectors;

    /**
     * @param vectors values of leaves that hold several and say where theirs start; or null
     */
    FloatTrees(ForestBuilder.Layout layout, int outputs, int[] output, float @Nullable [] vectors) {
        super(
                layout,
                outputs,
                leaf -> vectors == null ? Float.floatToRawIntBits((float) leaf) : (int) leaf);
        this.output = output;
        this.vectors = vectors;
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
                sum += Float.intBitsToFloat(leaves[i]);
            }
            sums[row] = sum;
        } else {
            for (int i = 0; i < count; i++) {
                sums[row * outputs + output[first + i]] += Float.intBitsToFloat(leaves[i]);
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
            sums[at + i * outputs] += Float.intBitsToFloat(leaves[i]);
        }
    }

    private void addVector(float[] all, int from, int row, float[] sums) {
        for (int i = 0; i < outputs; i++) {
            sums[row * outputs + i] += all[from + i];
        }
    }
}
