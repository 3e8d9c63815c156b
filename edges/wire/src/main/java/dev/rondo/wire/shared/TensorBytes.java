package dev.rondo.wire.shared;

import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tensors as bytes: little-endian values one after the other; BYTES as a length in four bytes and
 * the bytes of each element.
 */
public final class TensorBytes {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private TensorBytes() {}

    /** A tensor from a part of the bytes, which must hold exactly its elements. */
    public static Tensor read(
            int index, String name, DataType type, long[] shape, byte[] bytes, int from, int size) {
        int elements = Shapes.elements(index, shape, size);
        if (type != DataType.BYTES && (long) elements * type.bytes() != size) {
            throw BadRequest.input(
                    index,
                    "the data has "
                            + size
                            + " bytes where its shape and datatype need "
                            + (long) elements * type.bytes());
        }
        return Tensor.of(name, type, shape, array(index, type, elements, bytes, from, size));
    }

    private static Object array(
            int index, DataType type, int elements, byte[] bytes, int from, int size) {
        var in = ByteBuffer.wrap(bytes, from, size).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case BOOL -> booleans(in, elements);
            case UINT8, INT8 -> {
                var values = new byte[elements];
                in.get(values);
                yield values;
            }
            case UINT16, INT16, FP16, BF16 -> {
                var values = new short[elements];
                in.asShortBuffer().get(values);
                yield values;
            }
            case UINT32, INT32 -> {
                var values = new int[elements];
                in.asIntBuffer().get(values);
                yield values;
            }
            case UINT64, INT64 -> {
                var values = new long[elements];
                in.asLongBuffer().get(values);
                yield values;
            }
            case FP32 -> {
                var values = new float[elements];
                in.asFloatBuffer().get(values);
                yield values;
            }
            case FP64 -> {
                var values = new double[elements];
                in.asDoubleBuffer().get(values);
                yield values;
            }
            case BYTES -> texts(index, in, elements);
        };
    }

    private static boolean[] booleans(ByteBuffer in, int elements) {
        var values = new boolean[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = in.get() != 0;
        }
        return values;
    }

    private static byte[][] texts(int index, ByteBuffer in, int elements) {
        if ((long) elements * Integer.BYTES > in.remaining()) {
            throw BadRequest.input(index, "the data is shorter than its shape says");
        }
        var values = new byte[elements][];
        for (int i = 0; i < elements; i++) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw BadRequest.input(index, "the length of an element passes the data's end");
            }
            values[i] = new byte[length];
            in.get(values[i]);
        }
        if (in.hasRemaining()) {
            throw BadRequest.input(index, "the data is longer than its shape says");
        }
        return values;
    }

    /** The bytes of a tensor. */
    public static byte[] write(Tensor tensor) {
        if (tensor.type() == DataType.BYTES) {
            return texts(tensor.texts());
        }
        int elements = java.lang.reflect.Array.getLength(tensor.data());
        var bytes = new byte[Math.multiplyExact(elements, tensor.type().bytes())];
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.data()) {
            case float[] values -> out.asFloatBuffer().put(values);
            case double[] values -> out.asDoubleBuffer().put(values);
            case long[] values -> out.asLongBuffer().put(values);
            case int[] values -> out.asIntBuffer().put(values);
            case short[] values -> out.asShortBuffer().put(values);
            case byte[] values -> out.put(values);
            case boolean[] values -> {
                for (int i = 0; i < values.length; i++) {
                    bytes[i] = (byte) (values[i] ? 1 : 0);
                }
            }
            default -> throw new IllegalStateException(tensor.type().name());
        }
        return bytes;
    }

    private static byte[] texts(byte[][] values) {
        int size = 0;
        for (var value : values) {
            size = Math.addExact(size, Math.addExact(value.length, Integer.BYTES));
        }
        var bytes = new byte[size];
        int at = 0;
        for (var value : values) {
            INT.set(bytes, at, value.length);
            System.arraycopy(value, 0, bytes, at + Integer.BYTES, value.length);
            at += Integer.BYTES + value.length;
        }
        return bytes;
    }
}
