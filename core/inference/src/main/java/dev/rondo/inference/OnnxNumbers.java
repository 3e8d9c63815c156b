package dev.rondo.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a tensor in an ONNX file, as arrays of their type. */
final class OnnxNumbers {
    private OnnxNumbers() {}

    /**
     * Numbers that stand one after another, little end first.
     *
     * @param raw as many bytes as so many numbers of the type have
     */
    static Object of(DataType type, int count, byte[] raw) {
        var bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FP32 -> {
                var values = new float[count];
                bytes.asFloatBuffer().get(values);
                yield values;
            }
            case FP64 -> {
                var values = new double[count];
                bytes.asDoubleBuffer().get(values);
                yield values;
            }
            case INT64, UINT64 -> {
                var values = new long[count];
                bytes.asLongBuffer().get(values);
                yield values;
            }
            case INT32, UINT32 -> {
                var values = new int[count];
                bytes.asIntBuffer().get(values);
                yield values;
            }
            case INT16, UINT16, FP16, BF16 -> {
                var values = new short[count];
                bytes.asShortBuffer().get(values);
                yield values;
            }
            case BOOL -> {
                var values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = raw[i] != 0;
                }
                yield values;
            }
            case INT8, UINT8 -> raw.clone();
            case BYTES -> throw new AssertionError("texts are no numbers");
        };
    }

    /** Numbers of fewer than eight bytes, which the file holds as whole numbers of eight. */
    static Object narrow(DataType type, long[] wide) {
        return switch (type) {
            case INT32, UINT32 -> {
                var values = new int[wide.length];
                for (int i = 0; i < wide.length; i++) {
                    values[i] = (int) wide[i];
                }
                yield values;
            }
            case INT16, UINT16, FP16, BF16 -> {
                var values = new short[wide.length];
                for (int i = 0; i < wide.length; i++) {
                    values[i] = (short) wide[i];
                }
                yield values;
            }
            case BOOL -> {
                var values = new boolean[wide.length];
                for (int i = 0; i < wide.length; i++) {
                    values[i] = wide[i] != 0;
                }
                yield values;
            }
            default -> {
                var values = new byte[wide.length];
                for (int i = 0; i < wide.length; i++) {
                    values[i] = (byte) wide[i];
                }
                yield values;
            }
        };
    }
}
