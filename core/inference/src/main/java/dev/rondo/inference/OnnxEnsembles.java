package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/** The operators of tree ensembles, of all versions. */
final class OnnxEnsembles {
    private OnnxEnsembles() {}

    static OnnxOperator regressor(OnnxNode node, DataType input) {
        var attributes = node.attributes();
        var forest =
                new OnnxForest(
                        OnnxTreeReader.read(attributes, "target", input != DataType.FP64),
                        attributes.whole("n_targets", 1));
        return new OnnxRegressor(
                forest,
                isAverage(attributes.text("aggregate_function", "SUM")),
                OnnxTreeReader.bases(attributes),
                OnnxTransform.named(attributes.text("post_transform", "NONE")),
                false);
    }

    private static boolean isAverage(String aggregate) {
        return switch (aggregate) {
            case "SUM" -> false;
            case "AVERAGE" -> true;
            default -> throw ModelErrors.unsupported("trees are not summed, but " + aggregate);
        };
    }

    /** {@code TreeEnsemble}, of version 5. */
    static OnnxOperator ensemble(OnnxNode node, DataType input) {
        var attributes = node.attributes();
        var splits = attributes.tensor("nodes_splits");
        if (splits == null || splits.type() != input || !isReal(input)) {
            throw ModelErrors.unsupported("the trees have another type than their input");
        }
        long aggregate = attributes.whole("aggregate_function", 1);
        if (aggregate != 0 && aggregate != 1) {
            throw ModelErrors.unsupported("trees are not summed");
        }
        var forest =
                new OnnxForest(
                        OnnxTreeReader5.read(attributes, input == DataType.FP32),
                        attributes.whole("n_targets", 1));
        return new OnnxRegressor(
                forest,
                aggregate == 0,
                new double[0],
                OnnxTransform.numbered(attributes.whole("post_transform", 0)),
                input == DataType.FP64);
    }

    private static boolean isReal(DataType type) {
        return type == DataType.FP32 || type == DataType.FP64;
    }

    static OnnxOperator classifier(OnnxNode node, DataType input) {
        var attributes = node.attributes();
        var labels = OnnxTreeReader.labels(attributes, "classlabels_strings", "classlabels_int64s");
        int classes =
                labels instanceof long[] numbers ? numbers.length : ((byte[][]) labels).length;
        if (classes < 2) {
            throw ModelErrors.unsupported("a classifier has " + classes + " classes");
        }
        var trees = OnnxTreeReader.read(attributes, "class", input != DataType.FP64);
        var forest = new OnnxForest(trees, classes);
        var transform = OnnxTransform.named(attributes.text("post_transform", "NONE"));
        var bases = OnnxTreeReader.bases(attributes);
        return new OnnxClassifier(forest, labels, bases, transform, allPositive(trees.weights()));
    }

    private static boolean allPositive(double[] weights) {
        for (double weight : weights) {
            if (weight < 0) {
                return false;
            }
        }
        return true;
    }

    /** The type of the only input. */
    static DataType input(@Nullable Tensor[] inputs) {
        var input = inputs.length == 1 ? inputs[0] : null;
        if (input == null) {
            throw ModelErrors.invalid("trees have one input");
        }
        return switch (input.type()) {
            case FP32, FP64, INT64, INT32 -> input.type();
            default -> throw ModelErrors.unsupported("trees read " + input.type());
        };
    }
}
