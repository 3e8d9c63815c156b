package dev.rondo.inference;

import java.util.Arrays;

/**
 * Reads the trees of {@code TreeEnsemble} (ai.onnx.ml from 5 on), whose leaves are lists of their
 * own, and which several nodes may share. Each use of a leaf becomes a node here, behind the
 * file's.
 */
final class OnnxTreeReader5 {
    private final OnnxAttributes attributes;
    private final int nodes;
    private final int all;

    private OnnxTreeReader5(OnnxAttributes attributes) {
        this.attributes = attributes;
        nodes = attributes.wholes("nodes_featureids").length;
        all = Math.multiplyExact(3, nodes);
        if (nodes == 0) {
            throw ModelErrors.invalid("there are no trees");
        }
    }

    static OnnxTrees read(OnnxAttributes attributes, boolean inFloats) {
        return new OnnxTreeReader5(attributes).trees(inFloats);
    }

    private OnnxTrees trees(boolean inFloats) {
        var weights = numbers("leaf_weights");
        var targets = attributes.wholes("leaf_targetids");
        if (weights.length != targets.length) {
            throw ModelErrors.invalid("leaf_weights and leaf_targetids have different lengths");
        }
        var first = new int[all];
        var end = new int[all];
        var onTrue = children("nodes_truenodeids", "nodes_trueleafs", 0, first, end, weights);
        var onFalse = children("nodes_falsenodeids", "nodes_falseleafs", 1, first, end, weights);
        for (int i = 0; i < nodes; i++) {
            if (onTrue[i] >= nodes
                    && onFalse[i] >= nodes
                    && first[onTrue[i]] == first[onFalse[i]]) {
                throw ModelErrors.unsupported("a node leads to one leaf both ways");
            }
        }
        var splits = numbers("nodes_splits");
        check("nodes_splits", splits.length);
        return new OnnxTrees(
                inFloats,
                smalls(attributes.wholes("tree_roots"), "tree_roots"),
                modes(),
                OnnxTreeReader.features(attributes.wholes("nodes_featureids"), all),
                Arrays.copyOf(splits, all),
                onTrue,
                onFalse,
                flags(attributes.wholes("nodes_missing_value_tracks_true")),
                first,
                end,
                smalls(targets, "leaf_targetids"),
                weights);
    }

    private double[] numbers(String name) {
        var tensor = attributes.tensor(name);
        return tensor == null ? new double[0] : TensorNumbers.doubles(tensor);
    }

    private static int[] smalls(long[] values, String name) {
        return Arrays.stream(values).mapToInt(value -> OnnxTreeReader.small(value, name)).toArray();
    }

    private OnnxTrees.Mode[] modes() {
        var numbers = numbers("nodes_modes");
        check("nodes_modes", numbers.length);
        var modes = new OnnxTrees.Mode[all];
        Arrays.fill(modes, OnnxTrees.Mode.LEAF);
        for (int i = 0; i < nodes; i++) {
            modes[i] = OnnxTrees.Mode.numbered((int) numbers[i]);
        }
        return modes;
    }

    /**
     * @param side 0 for leaves where conditions hold, 1 for the others
     */
    private int[] children(
            String ids, String areLeaves, int side, int[] first, int[] end, double[] weights) {
        var numbers = attributes.wholes(ids);
        var leaves = attributes.wholes(areLeaves);
        check(ids, numbers.length);
        check(areLeaves, leaves.length);
        var children = new int[all];
        for (int i = 0; i < nodes; i++) {
            int number = OnnxTreeReader.small(numbers[i], ids);
            boolean isLeaf = leaves[i] != 0;
            if (number >= (isLeaf ? weights.length : nodes)) {
                throw ModelErrors.invalid(ids + " has the value " + number);
            }
            children[i] = isLeaf ? nodes + 2 * i + side : number;
            if (isLeaf) {
                first[children[i]] = number;
                end[children[i]] = number + 1;
            }
        }
        return children;
    }

    private boolean[] flags(long[] list) {
        var flags = new boolean[all];
        if (list.length > 0) {
            check("nodes_missing_value_tracks_true", list.length);
        }
        for (int i = 0; i < list.length; i++) {
            flags[i] = list[i] == 1;
        }
        return flags;
    }

    private void check(String list, int length) {
        if (length != nodes) {
            throw ModelErrors.invalid(
                    list + " has " + length + " values where " + nodes + " belong");
        }
    }
}
