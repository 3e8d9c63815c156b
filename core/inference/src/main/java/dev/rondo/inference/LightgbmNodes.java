package dev.rondo.inference;

import java.util.BitSet;

/**
 * A tree of LightGBM as a {@link FileTree}: its splits come first, then its leaves. What a split by
 * category names goes left in the file, and right here.
 */
final class LightgbmNodes implements FileTree {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;

    private final LightgbmTree tree;
    private final int features;
    private final int splits;

    /** The sets of categories that a split has; no two splits share one. */
    private final BitSet taken = new BitSet();

    LightgbmNodes(LightgbmTree tree, int features) {
        this.tree = tree;
        this.features = features;
        splits = tree.feature.length;
    }

    @Override
    public int nodes() {
        return splits + tree.leaves.length;
    }

    @Override
    public boolean isLeaf(int node) {
        return node >= splits;
    }

    @Override
    public double leaf(int node) {
        double value = tree.leaves[node - splits];
        if (!Double.isFinite(value)) {
            throw ModelErrors.invalid("a leaf's value is " + value);
        }
        return value;
    }

    @Override
    public int left(int node) {
        return node(isCategorical(node) ? tree.right[node] : tree.left[node]);
    }

    @Override
    public int right(int node) {
        return node(isCategorical(node) ? tree.left[node] : tree.right[node]);
    }

    private boolean isCategorical(int node) {
        return (tree.decision[node] & CATEGORICAL) != 0;
    }

    private int node(int child) {
        if (child >= splits || ~child >= tree.leaves.length) {
            throw ModelErrors.invalid("a child's number is " + child + " of " + splits);
        }
        return child >= 0 ? child : splits + ~child;
    }

    @Override
    public Split split(int node) {
        int feature = tree.feature[node];
        if (feature < 0 || feature >= features) {
            throw ModelErrors.invalid("feature " + feature + " of " + features);
        }
        if (isCategorical(node)) {
            return Split.category(feature, members(tree.threshold[node]), false);
        }
        if (Double.isNaN(tree.threshold[node])) {
            throw ModelErrors.invalid("a threshold is no number");
        }
        boolean missingRight = (tree.decision[node] & DEFAULT_LEFT) == 0;
        return Split.number(feature, tree.threshold[node] + 0.0, missing(node), missingRight);
    }

    private Missing missing(int node) {
        return switch ((tree.decision[node] >> 2) & 3) {
            case 0 -> Missing.NONE;
            case 1 -> Missing.ZERO;
            case 2 -> Missing.NAN;
            default -> throw ModelErrors.invalid("decision_type " + tree.decision[node]);
        };
    }

    /** The members of a set, whose number stands where splits by number have their threshold. */
    private int[] members(double number) {
        int set = (int) number;
        if (set < 0 || set + 1 >= tree.setStarts.length || taken.get(set)) {
            throw ModelErrors.invalid("a split has the set of categories " + set);
        }
        taken.set(set);
        int start = tree.setStarts[set];
        int end = tree.setStarts[set + 1];
        if (start < 0 || end < start || end > tree.sets.length) {
            throw ModelErrors.invalid(
                    "categories " + start + " to " + end + " of " + tree.sets.length);
        }
        return members(start, end);
    }

    private int[] members(int start, int end) {
        var members = new IntList();
        for (int word = start; word < end; word++) {
            for (int bits = tree.sets[word]; bits != 0; bits &= bits - 1) {
                members.add((word - start) * 32 + Integer.numberOfTrailingZeros(bits));
            }
        }
        if (members.size() == 0) {
            throw ModelErrors.invalid("a split by category has no categories");
        }
        return members.toArray();
    }
}
