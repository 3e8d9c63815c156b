package dev.rondo.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tree ensemble for regression makes of its sums, in the steps of ONNX Runtime. The numbers
 * are floats or doubles as the trees' are; a float's operation, done in double and rounded, is the
 * float's own.
 *
 * @param bases one for each output, or one for the only output; others do not count
 * @param answersDoubles else it answers floats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OnnxRegressor(
        OnnxForest forest,
        boolean isAverage,
        double[] bases,
        OnnxTransform transform,
        boolean answersDoubles)
        implements OnnxOperator {
    OnnxRegressor {
        if (bases.length == forest.outputs && forest.scored.cardinality() < forest.outputs) {
            throw ModelErrors.unsupported("an output has no trees, but a base value");
        }
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var table = Objects.requireNonNull(inputs[0]);
        var sums = forest.sums(table);
        int outputs = forest.outputs;
        boolean based = bases.length == outputs;
        for (int i = 0; i < sums.length; i++) {
            if (isAverage) {
                sums[i] = rounded(sums[i] / forest.trees());
            }
            if (based) {
                sums[i] = rounded(sums[i] + bases[i % outputs]);
            }
        }
        transform(sums, outputs);
        long[] shape = {sums.length / outputs, outputs};
        return new Tensor[] {
            answersDoubles
                    ? Tensor.of("", DataType.FP64, shape, sums)
                    : Tensor.of("", DataType.FP32, shape, OnnxClassifier.narrow(sums))
        };
    }

    /** One output stays as it is. */
    private void transform(double[] sums, int outputs) {
        if (outputs > 1) {
            for (int start = 0; start < sums.length; start += outputs) {
                transform.apply(sums, start, outputs);
            }
        }
    }

    private double rounded(double value) {
        return forest.inFloats ? (float) value : value;
    }
}
