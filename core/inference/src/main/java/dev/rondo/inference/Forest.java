package dev.rondo.inference;

import java.util.Arrays;

/**
 * Regression trees as flat arrays, summed as XGBoost does: in float32, starting at the base margin,
 * tree after tree.
 */
final class Forest {
    /** Categories at or above this are never members of a split; floats are exact up to here. */
    static final int MAX_CATEGORY = 1 << 24;

    static final int[] NO_CATEGORIES = {};

    /** Rows that are walked through one tree before the next, while its nodes are in the cache. */
    private static final int BLOCK = 64;

    private final float baseMargin;

    /** The root of each tree, in the order of summation. */
    private final int[] roots;

    /** By node: what it splits on; -1 for a leaf. */
    private final int[] feature;

    /** By node: the threshold of a split by number, the value of a leaf. */
    private final float[] value;

    private final int[] left;
    private final int[] right;

    /** By node: whether a missing value goes left. */
    private final boolean[] missingLeft;

    /** By node: the categories that go right, ascending; none for a split by number. */
    private final int[][] categories;

    Forest(
            float baseMargin,
            int[] roots,
            int[] feature,
            float[] value,
            int[] left,
            int[] right,
            boolean[] missingLeft,
            int[][] categories) {
        this.baseMargin = baseMargin;
        this.roots = roots;
        this.feature = feature;
        this.value = value;
        this.left = left;
        this.right = right;
        this.missingLeft = missingLeft;
        this.categories = categories;
    }

    int trees() {
        return roots.length;
    }

    /** Margins of rows that stand one after the other. */
    float[] margins(float[] values, int rows, int columns) {
        var margins = new float[rows];
        Arrays.fill(margins, baseMargin);
        for (int start = 0; start < rows; start += BLOCK) {
            addTrees(values, columns, margins, start, Math.min(rows, start + BLOCK));
        }
        return margins;
    }

    private void addTrees(float[] values, int columns, float[] margins, int start, int end) {
        for (int root : roots) {
            for (int row = start; row < end; row++) {
                margins[row] += leaf(root, values, row * columns);
            }
        }
    }

    private float leaf(int root, float[] values, int offset) {
        int node = root;
        while (feature[node] >= 0) {
            node = goesLeft(node, values[offset + feature[node]]) ? left[node] : right[node];
        }
        return value[node];
    }

    private boolean goesLeft(int node, float x) {
        if (Float.isNaN(x)) {
            return missingLeft[node];
        }
        var members = categories[node];
        return members.length == 0 ? x < value[node] : !isMember(members, x);
    }

    /** A category is cut to a whole number; what is negative or too large is no member. */
    private static boolean isMember(int[] members, float x) {
        return x >= 0 && x < MAX_CATEGORY && Arrays.binarySearch(members, (int) x) >= 0;
    }
}
