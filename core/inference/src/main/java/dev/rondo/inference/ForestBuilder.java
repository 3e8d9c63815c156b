package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Checks the trees of a model file while it copies the nodes that a walk from the root can reach.
 * Each node is reached at most once, so a cycle or a shared branch is found, and no walk of a
 * prediction can leave the arrays or fail to end.
 */
final class ForestBuilder {
    private final int features;
    private final IntList roots = new IntList();
    private final IntList feature = new IntList();
    private final FloatList value = new FloatList();
    private final IntList left = new IntList();
    private final IntList right = new IntList();
    private final BitSet missingLeft = new BitSet();
    private final List<int[]> categories = new ArrayList<>();

    ForestBuilder(int features) {
        this.features = features;
    }

    Forest build(float baseMargin) {
        var missing = new boolean[feature.size()];
        for (int node = 0; node < missing.length; node++) {
            missing[node] = missingLeft.get(node);
        }
        return new Forest(
                baseMargin,
                roots.toArray(),
                feature.toArray(),
                value.toArray(),
                left.toArray(),
                right.toArray(),
                missing,
                categories.toArray(int[][]::new));
    }

    void add(XgboostTree tree) {
        new Walk(tree).run();
    }

    /** The copy of one tree. */
    private final class Walk {
        private final XgboostTree tree;
        private final int nodes;
        private final int first = feature.size();

        /** The file's nodes in the order in which they get their new numbers. */
        private final IntList order = new IntList();

        private final BitSet seen = new BitSet();

        /** How many categories the splits so far have; no two splits share any. */
        private long taken;

        Walk(XgboostTree tree) {
            this.tree = tree;
            this.nodes = tree.left.length;
        }

        void run() {
            roots.add(first);
            reach(0);
            for (int i = 0; i < order.size(); i++) {
                copy(order.get(i));
            }
        }

        /** Gives a node of the file its new number. */
        private int reach(int node) {
            if (node < 0 || node >= nodes) {
                throw ModelErrors.invalid("a child's number is " + node + " of " + nodes);
            }
            if (seen.get(node)) {
                throw ModelErrors.invalid("node " + node + " is reached twice");
            }
            seen.set(node);
            order.add(node);
            return first + order.size() - 1;
        }

        private void copy(int node) {
            try {
                if (tree.left[node] == -1) {
                    copyLeaf(node);
                } else {
                    copySplit(node);
                }
            } catch (RondoException e) {
                throw ModelErrors.within("node " + node, e);
            }
        }

        private void copyLeaf(int node) {
            if (!Float.isFinite(tree.condition[node])) {
                throw ModelErrors.invalid("a leaf's value is " + tree.condition[node]);
            }
            append(-1, tree.condition[node], -1, -1, false, Forest.NO_CATEGORIES);
        }

        private void copySplit(int node) {
            int splitsOn = tree.feature[node];
            if (splitsOn < 0 || splitsOn >= features) {
                throw ModelErrors.invalid("feature " + splitsOn + " of " + features);
            }
            append(
                    splitsOn,
                    tree.condition[node],
                    reach(tree.left[node]),
                    reach(tree.right[node]),
                    tree.defaultLeft[node] != 0,
                    isCategorical(node) ? categoriesOf(node) : Forest.NO_CATEGORIES);
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
            if (members[0] < 0 || members[members.length - 1] >= Forest.MAX_CATEGORY) {
                throw ModelErrors.invalid("a category's number is out of range");
            }
            return members;
        }
    }

    private void append(
            int splitsOn,
            float number,
            int leftChild,
            int rightChild,
            boolean missingGoesLeft,
            int[] members) {
        missingLeft.set(feature.size(), missingGoesLeft);
        feature.add(splitsOn);
        value.add(number);
        left.add(leftChild);
        right.add(rightChild);
        categories.add(members);
    }
}
