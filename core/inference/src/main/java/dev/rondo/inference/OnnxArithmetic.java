package dev.rondo.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds, subtracts, multiplies or divides tensors of one type, value by value. Where one has fewer
 * dimensions, or one value in a dimension, it is used again (NumPy's broadcasting).
 */
enum OnnxArithmetic implements OnnxOperator {
    ADD,
    SUB,
    MUL,
    DIV;

    static OnnxArithmetic named(String operator) {
        return switch (operator) {
            case "Add" -> ADD;
            case "Sub" -> SUB;
            case "Mul" -> MUL;
            case "Div" -> DIV;
            default -> throw new AssertionError(operator);
        };
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var a = OnnxOperators.first(inputs);
        var b = Objects.requireNonNull(inputs[1]);
        if (a.type() != b.type()) {
            throw ModelErrors.invalid("values of two types are combined");
        }
        var pairs = OnnxBroadcast.of(a.shape(), b.shape());
        return new Tensor[] {
            Tensor.of(
                    "",
                    a.type(),
                    pairs.shape(),
                    switch (a.type()) {
                        case FP32 -> floats(pairs, a.floats(), b.floats());
                        case FP64 -> doubles(pairs, a.doubles(), b.doubles());
                        case INT64 -> longs(pairs, (long[]) a.data(), (long[]) b.data());
                        default -> throw ModelErrors.unsupported("arithmetic of " + a.type());
                    })
        };
    }

    private float[] floats(OnnxBroadcast pairs, float[] a, float[] b) {
        var results = new float[pairs.count()];
        for (int i = 0; i < results.length; i++) {
            float x = a[pairs.first(i)];
            float y = b[pairs.second(i)];
            results[i] =
                    switch (this) {
                        case ADD -> x + y;
                        case SUB -> x - y;
                        case MUL -> x * y;
                        case DIV -> x / y;
                    };
        }
        return results;
    }

    private double[] doubles(OnnxBroadcast pairs, double[] a, double[] b) {
        var results = new double[pairs.count()];
        for (int i = 0; i < results.length; i++) {
            double x = a[pairs.first(i)];
            double y = b[pairs.second(i)];
            results[i] =
                    switch (this) {
                        case ADD -> x + y;
                        case SUB -> x - y;
                        case MUL -> x * y;
                        case DIV -> x / y;
                    };
        }
        return results;
    }

    private long[] longs(OnnxBroadcast pairs, long[] a, long[] b) {
        var results = new long[pairs.count()];
        for (int i = 0; i < results.length; i++) {
            long x = a[pairs.first(i)];
            long y = b[pairs.second(i)];
            results[i] =
                    switch (this) {
                        case ADD -> x + y;
                        case SUB -> x - y;
                        case MUL -> x * y;
                        case DIV -> throw ModelErrors.unsupported("whole numbers are divided");
                    };
        }
        return results;
    }
}
