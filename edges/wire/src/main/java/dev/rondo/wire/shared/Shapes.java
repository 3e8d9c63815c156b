package dev.rondo.wire.shared;

import dev.rondo.inference.DataType;

/** Checks of what a request says about a tensor, before anything is allocated for it. */
public final class Shapes {
    private static final int MAX_RANK = 32;

    private Shapes() {}

    /**
     * How many elements a shape has. Sizes of zero must not hide absurd ones: a tensor of shape
     * [1000000000, 0] needs no bytes, and may ask for as many answers.
     *
     * @param most how many there can be, from the bytes that came
     */
    public static int elements(int index, long[] shape, long most) {
        if (shape.length > MAX_RANK) {
            throw BadRequest.input(index, "a shape may have " + MAX_RANK + " dimensions");
        }
        long elements = 1;
        long withoutZeros = 1;
        for (long size : shape) {
            if (size < 0) {
                throw BadRequest.input(index, "a dimension of the shape is negative");
            }
            try {
                elements = Math.multiplyExact(elements, size);
                withoutZeros = Math.multiplyExact(withoutZeros, Math.max(1, size));
            } catch (ArithmeticException e) {
                throw tooMany(index);
            }
        }
        if (withoutZeros > Math.max(most, 1 << 16) || elements > Integer.MAX_VALUE - 8) {
            throw tooMany(index);
        }
        return (int) elements;
    }

    private static RuntimeException tooMany(int index) {
        return BadRequest.input(index, "the shape has more elements than the request has data");
    }

    /** The type of this name, in an input of this place in the list. */
    public static DataType type(int index, String name) {
        return DataType.named(name)
                .orElseThrow(() ->
                        BadRequest.input(index, "the datatype is not known")
                                .next(
                                        "send one of "
                                                + java.util.Arrays.toString(DataType.values())));
    }
}
