package dev.rondo.inference;

import dev.rondo.base.RondoException;

/** Numbers of any type as float64. */
final class TensorNumbers {
    private TensorNumbers() {}

    /**
     * A tensor's values, each the nearest float64; the array may be the tensor's own.
     *
     * @throws RondoException of kind USER when they are no numbers
     */
    static double[] doubles(Tensor tensor) {
        return switch (tensor.type()) {
            case FP64 -> tensor.doubles();
            case BOOL -> truths((boolean[]) tensor.data());
            case INT8, UINT8 -> bytes((byte[]) tensor.data(), tensor.type() == DataType.UINT8);
            case INT16, UINT16, FP16, BF16 -> shorts((short[]) tensor.data(), tensor.type());
            case INT32, UINT32 -> ints((int[]) tensor.data(), tensor.type() == DataType.UINT32);
            case INT64, UINT64 -> longs((long[]) tensor.data(), tensor.type() == DataType.UINT64);
            case FP32 -> wide(tensor.floats());
            case BYTES ->
                    throw RondoException.user("inference.bad_input", "the model takes numbers")
                            .at(tensor.name())
                            .next("send FP32, FP64 or an integer type");
        };
    }

    /**
     * A tensor's values, each the nearest float32; the array may be the tensor's own.
     *
     * @throws RondoException of kind USER when they are no numbers
     */
    static float[] floats(Tensor tensor) {
        return switch (tensor.type()) {
            case FP32 -> tensor.floats();
            case INT64, UINT64 -> floats((long[]) tensor.data(), tensor.type() == DataType.UINT64);
            default -> narrow(doubles(tensor));
        };
    }

    /** Not by way of float64, which would round some a second time. */
    private static float[] floats(long[] values, boolean unsigned) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] =
                    unsigned && values[i] < 0
                            ? (float) ((values[i] >>> 1) | (values[i] & 1)) * 2
                            : (float) values[i];
        }
        return floats;
    }

    private static float[] narrow(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] truths(boolean[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i] ? 1 : 0;
        }
        return doubles;
    }

    private static double[] bytes(byte[] values, boolean unsigned) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = unsigned ? values[i] & 0xff : values[i];
        }
        return doubles;
    }

    private static double[] shorts(short[] values, DataType type) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] =
                    switch (type) {
                        case FP16 -> Float.float16ToFloat(values[i]);
                        case BF16 -> Float.intBitsToFloat(values[i] << 16);
                        case UINT16 -> values[i] & 0xffff;
                        default -> values[i];
                    };
        }
        return doubles;
    }

    private static double[] ints(int[] values, boolean unsigned) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = unsigned ? values[i] & 0xffff_ffffL : values[i];
        }
        return doubles;
    }

    private static double[] longs(long[] values, boolean unsigned) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            // A number from 2^63 on is halved, its last bit kept so that it rounds alike.
            doubles[i] =
                    unsigned && values[i] < 0
                            ? (double) ((values[i] >>> 1) | (values[i] & 1)) * 2
                            : (double) values[i];
        }
        return doubles;
    }

    private static double[] wide(float[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
