package dev.rondo.wire.shared;

import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorValues;
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
        return type == DataType.BYTES
                ? texts(index, in, elements)
                : TensorValues.read(type, elements, in);
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
        TensorValues.write(tensor.data(), ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
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
