package dev.rondo.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tree ensemble for classes makes of its sums: a label and a score for each class, in the
 * steps of ONNX Runtime, which has its own for two classes. See {@link OnnxRegressor} for numbers.
 *
 * @param labels a {@code long[]} or a {@code byte[][]}
 * @param allPositive whether no leaf's weight is negative, which makes the sum of the only class
 *     that has weights a probability
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OnnxClassifier(
        OnnxForest forest,
        Object labels,
        double[] bases,
        OnnxTransform transform,
        boolean allPositive)
        implements OnnxOperator {
    OnnxClassifier {
        if (bases.length > forest.outputs) {
            throw ModelErrors.unsupported("a classifier has more base values than classes");
        }
        if (bases.length > 0 && forest.outputs == 2 && !forest.scored.get(0)) {
            throw ModelErrors.unsupported("only the second of two classes has weights");
        }
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var scores = forest.sums(Objects.requireNonNull(inputs[0]));
        int classes = forest.outputs;
        int rows = scores.length / classes;
        var chosen = new int[rows];
        for (int row = 0; row < rows; row++) {
            chosen[row] = classes == 2 ? ofTwo(scores, 2 * row) : ofMany(scores, row * classes);
        }
        long[] shape = {rows, classes};
        return new Tensor[] {labels(chosen), Tensor.of("", DataType.FP32, shape, narrow(scores))};
    }

    /** Chooses the greatest, the first of several; makes scores of the sums. */
    private int ofMany(double[] scores, int start) {
        int classes = forest.outputs;
        int best = -1;
        for (int i = 0; i < classes; i++) {
            if (i < bases.length) {
                scores[start + i] = rounded(scores[start + i] + bases[i]);
            }
            boolean counts = i < bases.length || forest.scored.get(i);
            if (counts && (best < 0 || scores[start + i] > scores[start + best])) {
                best = i;
            }
        }
        transform.apply(scores, start, classes);
        return Math.max(best, 0);
    }

    private int ofTwo(double[] scores, int start) {
        boolean second = forest.scored.get(1);
        boolean both = second && forest.scored.get(0);
        if (bases.length == 2 && second) {
            scores[start + 1] = rounded(bases[1] + scores[start]);
            scores[start] = -scores[start + 1];
        } else if (bases.length > 0) {
            scores[start] = rounded(scores[start] + bases[0]);
        }
        double positive = second ? scores[start + 1] : scores[start];
        if (!second && bases.length < 2) {
            spread(scores, start);
        } else {
            transform.apply(scores, start, 2);
        }
        boolean asProbability = !both && allPositive;
        return positive > (asProbability ? 0.5 : 0) ? 1 : 0;
    }

    /** Makes two scores of the only one. */
    private void spread(double[] scores, int start) {
        double score = scores[start];
        if (transform == OnnxTransform.LOGISTIC) {
            scores[start + 1] = OnnxTransform.logistic((float) score);
            scores[start] = OnnxTransform.logistic((float) -score);
        } else if (allPositive) {
            scores[start + 1] = score;
            scores[start] = rounded(1 - score);
        } else {
            scores[start + 1] = score;
            scores[start] = -score;
        }
    }

    /** Two classes that both have weights are 0 and 1, whatever their labels are called. */
    private Tensor labels(int[] chosen) {
        long[] shape = {chosen.length};
        boolean numbered = forest.outputs == 2 && forest.scored.cardinality() == 2;
        if (labels instanceof long[] numbers) {
            var picked = new long[chosen.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = numbered ? chosen[i] : numbers[chosen[i]];
            }
            return Tensor.of("", DataType.INT64, shape, picked);
        }
        var picked = new byte[chosen.length][];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = ((byte[][]) labels)[chosen[i]];
        }
        return Tensor.of("", DataType.BYTES, shape, picked);
    }

    private double rounded(double value) {
        return forest.inFloats ? (float) value : value;
    }

    static float[] narrow(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
