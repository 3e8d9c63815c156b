package dev.rondo.inference;

import java.util.Map;

/**
 * One output's values of a symmetric tree as a {@link FileTree}: node {@code i} has the children
 * {@code 2 i + 1} and {@code 2 i + 2}.
 */
record CatboostNodes(CatboostTree tree, Map<Integer, CatboostFile.Feature> features, int output)
        implements FileTree {
    @Override
    public int nodes() {
        return (2 << tree.depth()) - 1;
    }

    @Override
    public boolean isLeaf(int node) {
        return level(node) == tree.depth();
    }

    private static int level(int node) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(node + 1);
    }

    @Override
    public int left(int node) {
        return 2 * node + 1;
    }

    @Override
    public int right(int node) {
        return 2 * node + 2;
    }

    /** A value above the border goes right: one that is not below the next greater float. */
    @Override
    public Split split(int node) {
        int level = level(node);
        var feature = features.get(tree.features()[level]);
        if (feature == null) {
            throw ModelErrors.invalid("there is no feature " + tree.features()[level]);
        }
        float threshold = Math.nextUp(tree.borders()[level]);
        return Split.number(feature.column(), threshold, Missing.NAN, feature.missingRight());
    }

    /** The ways from the root, first one highest, are the leaf's number from behind. */
    @Override
    public double leaf(int node) {
        int ways = node + 1 - (1 << tree.depth());
        int leaf = Integer.reverse(ways << (Integer.SIZE - 1 - tree.depth()) << 1);
        return tree.leaves()[leaf * tree.outputs() + output];
    }
}
