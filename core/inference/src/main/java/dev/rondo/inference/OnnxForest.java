package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The trees of an ensemble of ONNX, run by our own kernel: the sums of their leaves. */
final class OnnxForest {
    /** So many values the leaves that hold one for each output may have. */
    private static final long MAX_VALUES = 1 << 26;

    final boolean inFloats;
    final int outputs;

    /** The outputs that every row adds to; the others are added to by none. */
    final BitSet scored = new BitSet();

    private final OnnxTrees file;
    private final int leastColumns;
    private final Trees<?> trees;
    private final boolean isSingle;
    private final DoubleList vectors = new DoubleList();

    OnnxForest(OnnxTrees file, long outputs) {
        if (outputs < 1 || outputs > XgboostParameters.MAX_OUTPUTS) {
            throw ModelErrors.unsupported("an ensemble has " + outputs + " outputs");
        }
        this.file = file;
        this.outputs = (int) outputs;
        inFloats = file.inFloats();
        leastColumns = leastColumns();
        var output = new int[file.roots().length];
        var seen = new BitSet();
        var each = new ArrayList<OnnxTree>();
        for (int root : file.roots()) {
            each.add(new OnnxTree(file, root, seen, this::held));
        }
        isSingle = readTargets(each, output);
        var builder = new ForestBuilder();
        for (var tree : each) {
            builder.add(tree);
        }
        trees =
                inFloats
                        ? new FloatTrees(
                                builder.wholeFloats(),
                                this.outputs,
                                output,
                                isSingle ? null : narrow(vectors.toArray()))
                        : new DoubleTrees(
                                builder.wholeDoubles(),
                                this.outputs,
                                output,
                                isSingle ? null : vectors.toArray());
    }

    int trees() {
        return file.roots().length;
    }

    private int leastColumns() {
        int greatest = 0;
        for (int i = 0; i < file.features().length; i++) {
            if (file.modes()[i] != OnnxTrees.Mode.LEAF) {
                greatest = Math.max(greatest, file.features()[i]);
            }
        }
        return greatest + 1;
    }

    /**
     * Finds which outputs each tree adds to.
     *
     * @param output by tree: is told the only one
     * @return whether every tree has only one
     */
    private boolean readTargets(List<OnnxTree> all, int[] output) {
        var ever = new BitSet();
        boolean single = true;
        for (int i = 0; i < output.length; i++) {
            var leaves = all.get(i).leaves();
            var some = new BitSet();
            var each = targets(leaves[0]);
            for (int leaf : leaves) {
                var targets = targets(leaf);
                some.or(targets);
                each.and(targets);
            }
            scored.or(each);
            ever.or(some);
            single &= some.cardinality() == 1;
            output[i] = some.nextSetBit(0);
        }
        if (!scored.equals(ever)) {
            throw ModelErrors.unsupported("some rows add to an output, and some do not");
        }
        return single;
    }

    private BitSet targets(int leaf) {
        var targets = file.targetsOf(leaf);
        if (targets.length() > outputs) {
            throw ModelErrors.invalid("a leaf adds to the output " + (targets.length() - 1));
        }
        if (targets.isEmpty()
                || targets.cardinality() < file.endWeight()[leaf] - file.firstWeight()[leaf]) {
            throw ModelErrors.unsupported("a leaf has no weight, or several for one output");
        }
        return targets;
    }

    /** What the kernel holds of a leaf: its value, or where its values start. */
    private double held(int leaf) {
        return isSingle ? file.weights()[file.firstWeight()[leaf]] : vector(leaf);
    }

    /** Adds a leaf's values to those of all leaves; says where they start. */
    private double vector(int leaf) {
        int start = vectors.size();
        if ((long) start + outputs > MAX_VALUES) {
            throw RondoException.limit("model.too_many_values", "all leaves have too many values");
        }
        var values = new double[outputs];
        for (int i = file.firstWeight()[leaf]; i < file.endWeight()[leaf]; i++) {
            values[file.targets()[i]] = file.weights()[i];
        }
        for (double value : values) {
            vectors.add(value);
        }
        return start;
    }

    private static float[] narrow(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The sums of rows, {@link #outputs} values each; those of floats are floats still. */
    double[] sums(Tensor table) {
        int columns = OnnxShapes.columns(table);
        if (columns < leastColumns) {
            throw OnnxShapes.wrong(
                    "the trees read " + leastColumns + " columns, and are given " + columns);
        }
        var sums = new double[OnnxShapes.count((long) OnnxShapes.rows(table) * outputs)];
        if (columns == 0 || sums.length == 0) {
            return sums;
        }
        switch (trees) {
            case FloatTrees floats -> {
                var narrow = new float[sums.length];
                floats.add(Rows.of(OnnxShapes.floats(table), columns), narrow);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = narrow[i];
                }
            }
            case DoubleTrees doubles ->
                    doubles.add(Rows.of(TensorNumbers.doubles(table), columns), sums);
        }
        return sums;
    }
}
