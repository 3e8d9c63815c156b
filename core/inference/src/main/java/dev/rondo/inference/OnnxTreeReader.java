package dev.rondo.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the trees of {@code TreeEnsembleRegressor} and {@code TreeEnsembleClassifier} (ai.onnx.ml 1
 * to 4), whose nodes and weights are lists of the same length, one element each.
 */
final class OnnxTreeReader {
    private static final int MAX_FEATURE = 1 << 24;

    private final OnnxAttributes attributes;

    /** The prefix of the lists of weights: {@code target} or {@code class}. */
    private final String weight;

    private final long[] treeIds;
    private final long[] nodeIds;
    private final int nodes;

    /** By the id of a tree: its first node, and where it ends. */
    private final Map<Long, int[]> trees = new HashMap<>();

    /** By the id of a tree whose nodes are not numbered in their order: its nodes by id. */
    private final Map<Long, Map<Long, Integer>> lists = new HashMap<>();

    private final IntList roots = new IntList();

    private OnnxTreeReader(OnnxAttributes attributes, String weight) {
        this.attributes = attributes;
        this.weight = weight;
        treeIds = attributes.wholes("nodes_treeids");
        nodeIds = attributes.wholes("nodes_nodeids");
        nodes = treeIds.length;
        if (nodes == 0) {
            throw ModelErrors.invalid("there are no trees");
        }
        check("nodes_nodeids", nodeIds.length);
        int start = 0;
        for (int i = 1; i <= nodes; i++) {
            if (i == nodes || treeIds[i] != treeIds[start]) {
                if (trees.put(treeIds[start], new int[] {start, i}) != null) {
                    throw ModelErrors.unsupported("a tree's nodes do not stand together");
                }
                roots.add(start);
                start = i;
            }
        }
    }

    static OnnxTrees read(OnnxAttributes attributes, String weight, boolean inFloats) {
        return new OnnxTreeReader(attributes, weight).trees(inFloats);
    }

    private OnnxTrees trees(boolean inFloats) {
        var modes = modes();
        var values = numbers("nodes_values");
        check("nodes_values", values.length);
        var onTrue = children("nodes_truenodeids", modes);
        var onFalse = children("nodes_falsenodeids", modes);
        var order = weightsByLeaf(modes);
        var weights = numbers(weight + "_weights");
        var ids = attributes.wholes(weight + "_ids");
        if (weights.length != order.length || ids.length != order.length) {
            throw ModelErrors.invalid("the lists of weights have different lengths");
        }
        var first = new int[nodes];
        var end = new int[nodes];
        var targets = new int[order.length];
        var sorted = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            int leaf = order[i].leaf;
            if (end[leaf] == 0) {
                first[leaf] = i;
            }
            end[leaf] = i + 1;
            targets[i] = small(ids[order[i].weight], weight + "_ids");
            sorted[i] = weights[order[i].weight];
        }
        return new OnnxTrees(
                inFloats,
                roots.toArray(),
                modes,
                features(attributes.wholes("nodes_featureids")),
                values,
                onTrue,
                onFalse,
                flags(attributes.wholes("nodes_missing_value_tracks_true")),
                first,
                end,
                targets,
                sorted);
    }

    private OnnxTrees.Mode[] modes() {
        var texts = attributes.texts("nodes_modes");
        check("nodes_modes", texts.size());
        var modes = new OnnxTrees.Mode[nodes];
        byte[] last = {};
        for (int i = 0; i < nodes; i++) {
            var text = texts.get(i);
            modes[i] =
                    i > 0 && Arrays.equals(text, last)
                            ? modes[i - 1]
                            : OnnxTrees.Mode.named(new String(text, StandardCharsets.UTF_8));
            last = text;
        }
        return modes;
    }

    private double[] numbers(String name) {
        var tensor = attributes.tensor(name + "_as_tensor");
        if (tensor != null) {
            return TensorNumbers.doubles(tensor);
        }
        var floats = attributes.reals(name);
        var values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    private int[] features(long[] ids) {
        check("nodes_featureids", ids.length);
        return features(ids, nodes);
    }

    static int[] features(long[] ids, int nodes) {
        var features = new int[nodes];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= MAX_FEATURE) {
                throw ModelErrors.invalid("a node reads the feature " + ids[i]);
            }
            features[i] = (int) ids[i];
        }
        return features;
    }

    private boolean[] flags(long[] list) {
        var flags = new boolean[nodes];
        if (list.length > 0) {
            check("nodes_missing_value_tracks_true", list.length);
        }
        for (int i = 0; i < list.length; i++) {
            flags[i] = list[i] == 1;
        }
        return flags;
    }

    private int[] children(String name, OnnxTrees.Mode[] modes) {
        var ids = attributes.wholes(name);
        check(name, ids.length);
        var children = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            children[i] = modes[i] == OnnxTrees.Mode.LEAF ? -1 : find(treeIds[i], ids[i]);
        }
        return children;
    }

    private int find(long tree, long id) {
        var range = trees.get(tree);
        if (range == null) {
            throw ModelErrors.invalid("there is no tree " + tree);
        }
        // Almost always a tree's nodes are numbered from 0 in their order.
        if (id >= 0 && id < range[1] - range[0] && nodeIds[range[0] + (int) id] == id) {
            return range[0] + (int) id;
        }
        var found = lists.computeIfAbsent(tree, _ -> list(range)).get(id);
        if (found == null) {
            throw ModelErrors.invalid("there is no node " + id + " in tree " + tree);
        }
        return found;
    }

    private Map<Long, Integer> list(int[] range) {
        var list = new HashMap<Long, Integer>();
        for (int i = range[0]; i < range[1]; i++) {
            if (list.put(nodeIds[i], i) != null) {
                throw ModelErrors.invalid("a node's number comes twice");
            }
        }
        return list;
    }

    /** A weight of the lists, and the leaf that it is of. */
    private record LeafWeight(int leaf, int weight) {}

    /** The weights of leaves, those of one leaf together, in the order of the lists. */
    private LeafWeight[] weightsByLeaf(OnnxTrees.Mode[] modes) {
        var ofTree = attributes.wholes(weight + "_treeids");
        var ofNode = attributes.wholes(weight + "_nodeids");
        if (ofTree.length != ofNode.length) {
            throw ModelErrors.invalid("the lists of weights have different lengths");
        }
        var all =
                IntStream.range(0, ofTree.length)
                        .mapToObj(i -> new LeafWeight(find(ofTree[i], ofNode[i]), i))
                        .toArray(LeafWeight[]::new);
        if (Arrays.stream(all).anyMatch(one -> modes[one.leaf] != OnnxTrees.Mode.LEAF)) {
            throw ModelErrors.unsupported("a node that is no leaf has a weight");
        }
        Arrays.sort(all, Comparator.comparingInt(LeafWeight::leaf));
        return all;
    }

    private void check(String list, int length) {
        if (length != nodes) {
            throw ModelErrors.invalid(
                    list + " has " + length + " values where " + nodes + " belong");
        }
    }

    static int small(long value, String what) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw ModelErrors.invalid(what + " has the value " + value);
        }
        return (int) value;
    }

    /** The labels of a classifier's classes: a {@code long[]} or a {@code byte[][]}. */
    static Object labels(OnnxAttributes attributes, String texts, String wholes) {
        List<byte[]> named = attributes.texts(texts);
        return named.isEmpty() ? attributes.wholes(wholes) : named.toArray(byte[][]::new);
    }

    /** Base values, as floats or from a tensor. */
    static double[] bases(OnnxAttributes attributes) {
        @Nullable Tensor tensor = attributes.tensor("base_values_as_tensor");
        if (tensor != null) {
            return TensorNumbers.doubles(tensor);
        }
        var floats = attributes.reals("base_values");
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }
}
