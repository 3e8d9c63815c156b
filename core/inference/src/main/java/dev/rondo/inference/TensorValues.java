package dev.rondo.inference;

import java.nio.ByteBuffer;

/** The values of tensors of any type but BYTES, as bytes one after the other. */
public final class TensorValues {
    private TensorValues() {}

    /**
     * Reads values in the buffer's order, from its position on.
     *
     * @param count how many; the buffer must hold as many
     * @return an array as {@link Tensor} has it
     */
    public static Object read(DataType type, int count, ByteBuffer in) {
        return switch (type) {
            case BOOL -> flags(in, count);
            case UINT8, INT8 -> {
                var values = new byte[count];
                in.get(values);
                yield values;
            }
            case UINT16, INT16, FP16, BF16 -> {
                var values = new short[count];
                in.asShortBuffer().get(values);
                yield values;
            }
            case UINT32, INT32 -> {
                var values = new int[count];
                in.asIntBuffer().get(values);
                yield values;
            }
            case UINT64, INT64 -> {
                var values = new long[count];
                in.asLongBuffer().get(values);
                yield values;
            }
            case FP32 -> {
                var values = new float[count];
                in.asFloatBuffer().get(values);
                yield values;
            }
            case FP64 -> {
                var values = new double[count];
                in.asDoubleBuffer().get(values);
                yield values;
            }
            case BYTES -> throw new IllegalArgumentException("texts have no one size");
        };
    }

    private static boolean[] flags(ByteBuffer in, int count) {
        var values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.get() != 0;
        }
        return values;
    }

    /** Writes a tensor's array in the buffer's order; the buffer's position stays where it is. */
    public static void write(Object data, ByteBuffer out) {
        switch (data) {
            case float[] values -> out.asFloatBuffer().put(values);
            case double[] values -> out.asDoubleBuffer().put(values);
            case long[] values -> out.asLongBuffer().put(values);
            case int[] values -> out.asIntBuffer().put(values);
            case short[] values -> out.asShortBuffer().put(values);
            case byte[] values -> out.duplicate().put(values);
            case boolean[] values -> {
                var flags = out.duplicate();
                for (boolean value : values) {
                    flags.put((byte) (value ? 1 : 0));
                }
            }
            default -> throw new IllegalArgumentException(data.getClass().getName());
        }
    }
}
