package dev.rondo.inference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/**
 * One tree of an ensemble of ONNX as a {@link FileTree}: a value goes left where a condition by
 * number holds for small values, and right where it is among the members of a set.
 */
final class OnnxTree implements FileTree {
    /** Sets hold whole numbers below this; others go to ONNX Runtime. */
    private static final double MAX_MEMBER = FloatKeys.MAX_CATEGORY;

    private final OnnxTrees trees;
    private final IntToDoubleFunction leaves;

    /** The file's numbers of this tree's nodes, from the root on. */
    private final IntList order = new IntList();

    /** By node of this tree: where its condition leads when it holds; and when not. */
    private final IntList onTrue = new IntList();

    private final IntList onFalse = new IntList();

    /**
     * @param seen nodes of all trees that were reached before; no tree leads to another's
     * @param leaves what the kernel is told of a leaf, by the file's number
     */
    OnnxTree(OnnxTrees trees, int root, BitSet seen, IntToDoubleFunction leaves) {
        this.trees = trees;
        this.leaves = leaves;
        reach(root, seen);
        for (int i = 0; i < order.size(); i++) {
            int node = order.get(i);
            boolean leaf = trees.modes()[node] == OnnxTrees.Mode.LEAF;
            onTrue.add(leaf ? -1 : reach(trees.onTrue()[node], seen));
            onFalse.add(leaf ? -1 : reach(trees.onFalse()[node], seen));
        }
    }

    private int reach(int node, BitSet seen) {
        if (node < 0 || node >= trees.modes().length) {
            throw ModelErrors.invalid("there is no node " + node);
        }
        if (seen.get(node)) {
            throw ModelErrors.invalid("node " + node + " is reached twice");
        }
        seen.set(node);
        order.add(node);
        return order.size() - 1;
    }

    /** The file's numbers of the leaves. */
    int[] leaves() {
        return Arrays.stream(order.toArray())
                .filter(node -> trees.modes()[node] == OnnxTrees.Mode.LEAF)
                .toArray();
    }

    @Override
    public int nodes() {
        return order.size();
    }

    @Override
    public boolean isLeaf(int number) {
        return trees.modes()[order.get(number)] == OnnxTrees.Mode.LEAF;
    }

    @Override
    public double leaf(int number) {
        return leaves.applyAsDouble(order.get(number));
    }

    @Override
    public int left(int number) {
        return child(number, false);
    }

    @Override
    public int right(int number) {
        return child(number, true);
    }

    private int child(int number, boolean right) {
        boolean trueIsRight =
                switch (trees.modes()[order.get(number)]) {
                    case LEQ, LT, NEQ, LEAF -> false;
                    case GTE, GT, EQ -> true;
                };
        return right == trueIsRight ? onTrue.get(number) : onFalse.get(number);
    }

    @Override
    public Split split(int number) {
        int node = order.get(number);
        double value = trees.values()[node];
        boolean missing = trees.missingIsTrue()[node];
        int feature = trees.features()[node];
        return switch (trees.modes()[node]) {
            case LEQ -> Split.number(feature, atMost(value), Missing.NAN, !missing);
            case LT -> Split.number(feature, below(value), Missing.NAN, !missing);
            case GTE -> Split.number(feature, below(value), Missing.NAN, missing);
            case GT -> Split.number(feature, atMost(value), Missing.NAN, missing);
            case EQ -> Split.category(feature, new int[] {member(value)}, missing);
            // A missing value differs from every other.
            case NEQ -> Split.category(feature, new int[] {member(value)}, false);
            case LEAF -> throw new AssertionError("a leaf has no split");
        };
    }

    /**
     * The threshold for a value and those below it: the kernel compares floats for less, doubles
     * for less or equal.
     */
    private double atMost(double value) {
        checkNumber(value);
        if (!trees.inFloats()) {
            return value + 0.0;
        }
        // NaN is a threshold that no number goes right of.
        return value == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp((float) value);
    }

    /** The threshold for what is less than a value. */
    private double below(double value) {
        checkNumber(value);
        if (trees.inFloats()) {
            return value;
        }
        if (value == Double.NEGATIVE_INFINITY) {
            throw ModelErrors.unsupported("a threshold is -Infinity");
        }
        return Math.nextDown(value);
    }

    private static void checkNumber(double value) {
        if (Double.isNaN(value)) {
            throw ModelErrors.unsupported("a threshold is no number");
        }
    }

    private static int member(double value) {
        if (!(value >= 0 && value < MAX_MEMBER && value == Math.rint(value))) {
            throw ModelErrors.unsupported("a node asks for the value " + value);
        }
        return (int) value;
    }
}
