package dev.rondo.inference;

import java.util.Arrays;
import java.util.BitSet;

/** A tree of XGBoost as a {@link FileTree}. */
final class XgboostNodes implements FileTree {
    private final XgboostTree tree;
    private final XgboostParameters parameters;
    private final float weight;
    private final FloatList vectors;

    /** How many categories the splits so far have; no two splits share any. */
    private long taken;

    private final BitSet vectorsTaken = new BitSet();

    /**
     * @param weight what dropout left of the tree
     * @param vectors takes the values of leaves that hold several
     */
    XgboostNodes(XgboostTree tree, XgboostParameters parameters, float weight, FloatList vectors) {
        this.tree = tree;
        this.parameters = parameters;
        this.weight = weight;
        this.vectors = vectors;
        if (tree.isVector()) {
            tree.checkVectors(parameters.outputs());
        }
        if (!Float.isFinite(weight)) {
            throw ModelErrors.invalid("the tree's weight is " + weight);
        }
    }

    @Override
    public int nodes() {
        return tree.left.length;
    }

    @Override
    public boolean isLeaf(int node) {
        return tree.left[node] == -1;
    }

    @Override
    public int left(int node) {
        return tree.left[node];
    }

    @Override
    public int right(int node) {
        return tree.right[node];
    }

    @Override
    public double leaf(int node) {
        return tree.isVector() ? vector(node) : weighted(tree.condition[node]);
    }

    private float weighted(float value) {
        float weighted = value * weight;
        if (!Float.isFinite(weighted)) {
            throw ModelErrors.invalid("a leaf's value is " + weighted);
        }
        return weighted;
    }

    private int vector(int node) {
        int outputs = parameters.outputs();
        int leaf = tree.right[node];
        if (leaf < 0 || leaf >= tree.leafWeights.length / outputs) {
            throw ModelErrors.invalid("a leaf's number is " + leaf);
        }
        if (vectorsTaken.get(leaf)) {
            throw ModelErrors.invalid("two leaves have the number " + leaf);
        }
        vectorsTaken.set(leaf);
        int start = vectors.size();
        for (int i = 0; i < outputs; i++) {
            vectors.add(weighted(tree.leafWeights[leaf * outputs + i]));
        }
        return start;
    }

    @Override
    public Split split(int node) {
        int feature = tree.feature[node];
        if (feature < 0 || feature >= parameters.features()) {
            throw ModelErrors.invalid("feature " + feature + " of " + parameters.features());
        }
        boolean missingRight = tree.defaultLeft[node] == 0;
        return isCategorical(node)
                ? Split.category(feature, categoriesOf(node), missingRight)
                : Split.number(feature, threshold(node), Missing.NAN, missingRight);
    }

    /** Nothing is below NaN, as nothing is below the least number. */
    private double threshold(int node) {
        float threshold = tree.condition[node];
        return Float.isNaN(threshold) ? Double.NEGATIVE_INFINITY : threshold + 0f;
    }

    private boolean isCategorical(int node) {
        return tree.splitType.length > 0 && tree.splitType[node] == 1;
    }

    private int[] categoriesOf(int node) {
        int index = Arrays.binarySearch(tree.categoryNodes, node);
        if (index < 0) {
            throw ModelErrors.invalid("a split by category has no categories");
        }
        long start = tree.categoryStarts[index];
        long end = start + tree.categoryCounts[index];
        taken += end - start;
        if (start < 0
                || end <= start
                || end > tree.categories.length
                || taken > tree.categories.length) {
            throw ModelErrors.invalid(
                    "categories " + start + " to " + end + " of " + tree.categories.length);
        }
        var members = Arrays.copyOfRange(tree.categories, (int) start, (int) end);
        Arrays.sort(members);
        if (members[0] < 0 || members[members.length - 1] >= FloatKeys.MAX_CATEGORY) {
            throw ModelErrors.invalid("a category's number is out of range");
        }
        return members;
    }
}
