package dev.rondo.inference;

import java.util.BitSet;

/**
 * The nodes of all trees of a tree ensemble of ONNX, in one form for all versions of the operators.
 * Children may still be numbers of nodes that there are not, or be reached twice.
 *
 * @param roots by tree
 * @param onTrue where a node's condition leads when it holds
 * @param missingIsTrue by node: whether the condition holds for a missing value
 * @param firstWeight by leaf: its first weight; it has those up to {@code endWeight}
 * @param targets by weight: the output that it adds to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OnnxTrees(
        boolean inFloats,
        int[] roots,
        Mode[] modes,
        int[] features,
        double[] values,
        int[] onTrue,
        int[] onFalse,
        boolean[] missingIsTrue,
        int[] firstWeight,
        int[] endWeight,
        int[] targets,
        double[] weights) {
    /** How a node compares its feature's value with its own. */
    enum Mode {
        LEQ,
        LT,
        GTE,
        GT,
        EQ,
        NEQ,
        LEAF;

        /**
         * Whether a value is one of a set. With sets of three and more, ONNX Runtime cuts values to
         * whole numbers, which the specification does not.
         */
        private static final int MEMBER = 6;

        static Mode named(String name) {
            return switch (name) {
                case "BRANCH_LEQ" -> LEQ;
                case "BRANCH_LT" -> LT;
                case "BRANCH_GTE" -> GTE;
                case "BRANCH_GT" -> GT;
                case "BRANCH_EQ" -> EQ;
                case "BRANCH_NEQ" -> NEQ;
                case "LEAF" -> LEAF;
                default -> throw ModelErrors.invalid("a node has an unknown mode");
            };
        }

        /** Of {@code TreeEnsemble}, whose leaves are no nodes. */
        static Mode numbered(int number) {
            return switch (number) {
                case 0 -> LEQ;
                case 1 -> LT;
                case 2 -> GTE;
                case 3 -> GT;
                case 4 -> EQ;
                case 5 -> NEQ;
                case MEMBER -> throw ModelErrors.unsupported("a node asks for members of a set");
                default -> throw ModelErrors.invalid("a node has the mode " + number);
            };
        }
    }

    /** A leaf's weights by output, and which outputs a leaf in each tree adds to. */
    BitSet targetsOf(int leaf) {
        var set = new BitSet();
        for (int i = firstWeight[leaf]; i < endWeight[leaf]; i++) {
            set.set(targets[i]);
        }
        return set;
    }
}
