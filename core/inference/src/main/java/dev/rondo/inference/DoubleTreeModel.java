package dev.rondo.inference;

import java.util.List;

/** A model whose trees are summed in float64, with as many answers as margins. */
abstract sealed class DoubleTreeModel extends TreeModel permits LightgbmModel, CatboostModel {
    private final DoubleTrees trees;
    private final int outputs;

    DoubleTreeModel(List<String> featureNames, int features, DoubleTrees trees, int outputs) {
        super(features, featureNames);
        this.trees = trees;
        this.outputs = outputs;
    }

    /** The margins from the trees' sums, in their place. */
    abstract void finish(double[] sums);

    /** The answers from the margins, in their place. */
    abstract void transform(double[] margins);

    /** How many trees there are, of all outputs together. */
    final int allTrees() {
        return trees.forest.trees();
    }

    @Override
    public final int outputs() {
        return outputs;
    }

    @Override
    public final int answers() {
        return outputs;
    }

    @Override
    public final double[] margins(double[] rows) {
        return answer(Rows.of(rows, features()), true);
    }

    @Override
    public final double[] predict(double[] rows) {
        return answer(Rows.of(rows, features()), false);
    }

    @Override
    final DataType type() {
        return DataType.FP64;
    }

    @Override
    final double[] answer(Rows rows, boolean margin) {
        var values = new double[Math.multiplyExact(rows.count(), outputs)];
        trees.add(rows, values);
        finish(values);
        if (!margin) {
            transform(values);
        }
        return values;
    }
}
