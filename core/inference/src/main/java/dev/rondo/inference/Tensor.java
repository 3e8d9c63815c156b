package dev.rondo.inference;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/**
 * Named values of one type in row-major order. Arrays are taken as they are, without a copy: who
 * makes a tensor leaves its array alone from then on, and so does who reads it.
 *
 * <p>What the array is depends on the type: {@code boolean[]} for BOOL; {@code byte[]}, {@code
 * short[]}, {@code int[]} or {@code long[]} for whole numbers of 1, 2, 4 or 8 bytes, the unsigned
 * ones as their bits; {@code short[]} for FP16 and BF16, as their bits; {@code float[]}, {@code
 * double[]}; {@code byte[][]} for BYTES, in which null is a missing text.
 */
public final class Tensor {
    private static final byte[] NO_TEXT = {};

    private final String name;
    private final DataType type;
    private final long[] shape;
    private final Object data;

    private Tensor(String name, DataType type, long[] shape, Object data) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * A tensor of these values.
     *
     * @param shape the size of each dimension
     * @param data an array as the class says, with as many elements as the shape has
     * @throws IllegalArgumentException for another array
     */
    public static Tensor of(String name, DataType type, long[] shape, Object data) {
        if (data.getClass() != arrayClass(type)) {
            throw new IllegalArgumentException(data.getClass() + " for " + type);
        }
        if (Array.getLength(data) != elements(shape)) {
            throw new IllegalArgumentException(
                    Array.getLength(data) + " values for " + Arrays.toString(shape));
        }
        return new Tensor(name, type, shape, data);
    }

    /** A tensor of zeros, of {@code false} or of empty texts. */
    public static Tensor zeros(String name, DataType type, long... shape) {
        int count = Math.toIntExact(elements(shape));
        Object data =
                type == DataType.BYTES
                        ? new byte[count][0]
                        : Array.newInstance(arrayClass(type).getComponentType(), count);
        return new Tensor(name, type, shape, data);
    }

    /** How many elements a shape has; {@link ArithmeticException} for too many to count. */
    public static long elements(long... shape) {
        long elements = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a size is " + size);
            }
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    private static Class<?> arrayClass(DataType type) {
        return switch (type) {
            case BOOL -> boolean[].class;
            case UINT8, INT8 -> byte[].class;
            case UINT16, INT16, FP16, BF16 -> short[].class;
            case UINT32, INT32 -> int[].class;
            case UINT64, INT64 -> long[].class;
            case FP32 -> float[].class;
            case FP64 -> double[].class;
            case BYTES -> byte[][].class;
        };
    }

    public String name() {
        return name;
    }

    public DataType type() {
        return type;
    }

    /** The size of each dimension. Not to be changed. */
    public long[] shape() {
        return shape;
    }

    /** The array of values; see the class for its kind. Not to be changed. */
    public Object data() {
        return data;
    }

    public float[] floats() {
        return (float[]) data;
    }

    public double[] doubles() {
        return (double[]) data;
    }

    /** The values of BYTES, where a missing text is an empty one. */
    public byte[][] texts() {
        var present = ((byte[][]) data).clone();
        for (int i = 0; i < present.length; i++) {
            present[i] = Objects.requireNonNullElse(present[i], NO_TEXT);
        }
        return present;
    }
}
