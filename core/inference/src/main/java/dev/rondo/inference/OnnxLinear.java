package dev.rondo.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operators of linear models. Products are summed in float64 and rounded once; ONNX Runtime
 * sums them in float32, in an order that depends on the processor, so the two agree within 1e-5 of
 * their size.
 */
final class OnnxLinear {
    private OnnxLinear() {}

    static OnnxOperator regressor(OnnxAttributes attributes) {
        var transform = OnnxTransform.named(attributes.text("post_transform", "NONE"));
        if (transform != OnnxTransform.NONE) {
            throw ModelErrors.unsupported("the post_transform is not run here");
        }
        var table = Weights.of(attributes, attributes.whole("targets", 1));
        return inputs -> {
            var scores = table.scores(OnnxOperators.first(inputs));
            long[] shape = {scores.length / table.outputs, table.outputs};
            return new Tensor[] {
                Tensor.of("", DataType.FP32, shape, OnnxClassifier.narrow(scores))
            };
        };
    }

    static OnnxOperator classifier(OnnxAttributes attributes) {
        var labels = OnnxTreeReader.labels(attributes, "classlabels_strings", "classlabels_ints");
        int classes = attributes.reals("intercepts").length;
        int named = labels instanceof long[] numbers ? numbers.length : ((byte[][]) labels).length;
        if (classes < 2 || named != classes) {
            throw ModelErrors.unsupported("a linear classifier of " + classes + " scores");
        }
        var table = Weights.of(attributes, classes);
        var transform = OnnxTransform.named(attributes.text("post_transform", "NONE"));
        return inputs -> classify(table, labels, transform, inputs);
    }

    private static Tensor[] classify(
            Weights table, Object labels, OnnxTransform transform, @Nullable Tensor[] inputs) {
        var scores = table.scores(OnnxOperators.first(inputs));
        int classes = table.outputs;
        var chosen = new int[scores.length / classes];
        for (int row = 0; row < chosen.length; row++) {
            int start = row * classes;
            for (int i = 1; i < classes; i++) {
                if (scores[start + i] > scores[start + chosen[row]]) {
                    chosen[row] = i;
                }
            }
            transform.apply(scores, start, classes);
        }
        long[] shape = {chosen.length, classes};
        return new Tensor[] {
            picked(labels, chosen),
            Tensor.of("", DataType.FP32, shape, OnnxClassifier.narrow(scores))
        };
    }

    private static Tensor picked(Object labels, int[] chosen) {
        long[] shape = {chosen.length};
        if (labels instanceof long[] numbers) {
            var picked = new long[chosen.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = numbers[chosen[i]];
            }
            return Tensor.of("", DataType.INT64, shape, picked);
        }
        var picked = new byte[chosen.length][];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = ((byte[][]) labels)[chosen[i]];
        }
        return Tensor.of("", DataType.BYTES, shape, picked);
    }

    /** A matrix by its outputs, and what is added to each. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Weights(float[] coefficients, float[] intercepts, int outputs, int columns) {
        static Weights of(OnnxAttributes attributes, long targets) {
            int outputs = OnnxTreeReader.small(targets, "targets");
            var coefficients = attributes.reals("coefficients");
            var intercepts = attributes.reals("intercepts");
            if (intercepts.length == 0) {
                intercepts = new float[Math.min(outputs, coefficients.length)];
            }
            if (outputs < 1
                    || coefficients.length == 0
                    || coefficients.length % outputs != 0
                    || intercepts.length != outputs) {
                throw ModelErrors.invalid("a linear model's lists have different lengths");
            }
            int columns = coefficients.length / outputs;
            return new Weights(coefficients, intercepts, outputs, columns);
        }

        double[] scores(Tensor table) {
            if (OnnxShapes.columns(table) != columns) {
                throw OnnxShapes.wrong(
                        "a linear model takes "
                                + columns
                                + " columns, and is given "
                                + OnnxShapes.columns(table));
            }
            var values = OnnxShapes.floats(table);
            int rows = OnnxShapes.rows(table);
            var scores = new double[OnnxShapes.count((long) rows * outputs)];
            for (int i = 0; i < scores.length; i++) {
                int from = i / outputs * columns;
                int weights = i % outputs * columns;
                double sum = 0;
                for (int column = 0; column < columns; column++) {
                    sum += (double) values[from + column] * coefficients[weights + column];
                }
                scores[i] = (float) (sum + intercepts[i % outputs]);
            }
            return scores;
        }
    }

    /** The product of two matrices in float32. */
    static Tensor[] product(@Nullable Tensor[] inputs) {
        var a = OnnxOperators.first(inputs);
        var b = Objects.requireNonNull(inputs[1]);
        if (a.type() != DataType.FP32 || b.type() != DataType.FP32) {
            throw ModelErrors.unsupported("a product of " + a.type() + " and " + b.type());
        }
        if (a.shape().length != 2 || b.shape().length != 2) {
            throw ModelErrors.unsupported("a product of other things than matrices");
        }
        int rows = OnnxShapes.rows(a);
        int inner = OnnxShapes.columns(a);
        int columns = OnnxShapes.columns(b);
        if (OnnxShapes.rows(b) != inner) {
            throw OnnxShapes.wrong("a matrix has another number of rows than columns are given");
        }
        var results = new float[OnnxShapes.count((long) rows * columns)];
        var left = a.floats();
        var right = b.floats();
        for (int i = 0; i < results.length; i++) {
            int from = i / columns * inner;
            int column = i % columns;
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                sum += (double) left[from + k] * right[k * columns + column];
            }
            results[i] = (float) sum;
        }
        return new Tensor[] {Tensor.of("", DataType.FP32, new long[] {rows, columns}, results)};
    }
}
