package dev.rondo.inference;

import dev.rondo.base.RondoException;

/** What operators of ONNX make of the shapes and numbers that they are given. */
final class OnnxShapes {
    private OnnxShapes() {}

    /** Of a table; a tensor of one dimension is one row. */
    static int rows(Tensor table) {
        var shape = checked(table);
        return shape.length == 1 ? 1 : count(shape[0]);
    }

    /** See {@link #rows}. */
    static int columns(Tensor table) {
        var shape = checked(table);
        return count(shape[shape.length - 1]);
    }

    private static long[] checked(Tensor table) {
        if (table.shape().length != 1 && table.shape().length != 2) {
            throw wrong("a table of two dimensions is wanted");
        }
        return table.shape();
    }

    static int count(long elements) {
        if (elements < 0 || elements > Integer.MAX_VALUE - 8) {
            throw RondoException.limit("inference.too_many_rows", "so many values do not fit")
                    .next("send fewer rows at once");
        }
        return (int) elements;
    }

    static RondoException wrong(String what) {
        return RondoException.user("inference.bad_input", what);
    }

    /** The values in float32, as C rounds them. */
    static float[] floats(Tensor tensor) {
        return switch (tensor.data()) {
            case float[] floats -> floats;
            case long[] longs when tensor.type() == DataType.INT64 -> {
                var floats = new float[longs.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = longs[i];
                }
                yield floats;
            }
            default -> floats(TensorNumbers.doubles(tensor));
        };
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
