package dev.rondo.wire.rows;

import dev.rondo.base.Json;
import dev.rondo.inference.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cells as the array of a tensor. */
final class CellArray {
    private final TensorSpec input;
    private final Cells cells;
    private final int count;

    private CellArray(TensorSpec input, Cells cells) {
        this.input = input;
        this.cells = cells;
        count = cells.size();
    }

    /**
     * An array of the input's type.
     *
     * @throws dev.rondo.base.RondoException of kind USER when a cell is no value of that type
     */
    static Object of(TensorSpec input, Cells cells) {
        var array = new CellArray(input, cells);
        return switch (input.type()) {
            case FP32 -> array.floats();
            case FP64 -> array.doubles();
            case FP16 -> array.halves();
            case INT64 -> array.longs();
            case INT32, UINT32 -> array.ints();
            case INT16, UINT16 -> array.shorts();
            case INT8, UINT8 -> array.bytes();
            case BOOL -> array.truths();
            case BYTES -> array.texts();
            case BF16, UINT64 ->
                    throw Table.error("the model takes " + input.type() + ", which rows are not")
                            .next("ask it over the Open Inference Protocol");
        };
    }

    private float[] floats() {
        var data = new float[count];
        for (int i = 0; i < count; i++) {
            data[i] = (float) number(i);
        }
        return data;
    }

    private double[] doubles() {
        var data = new double[count];
        for (int i = 0; i < count; i++) {
            data[i] = number(i);
        }
        return data;
    }

    private short[] halves() {
        var data = new short[count];
        for (int i = 0; i < count; i++) {
            data[i] = Float.floatToFloat16((float) number(i));
        }
        return data;
    }

    private long[] longs() {
        var data = new long[count];
        for (int i = 0; i < count; i++) {
            data[i] = cells.other(i) instanceof Long exact ? exact : whole(i, 64);
        }
        return data;
    }

    private int[] ints() {
        var data = new int[count];
        for (int i = 0; i < count; i++) {
            data[i] = (int) whole(i, 32);
        }
        return data;
    }

    private short[] shorts() {
        var data = new short[count];
        for (int i = 0; i < count; i++) {
            data[i] = (short) whole(i, 16);
        }
        return data;
    }

    private byte[] bytes() {
        var data = new byte[count];
        for (int i = 0; i < count; i++) {
            data[i] = (byte) whole(i, 8);
        }
        return data;
    }

    private boolean[] truths() {
        var data = new boolean[count];
        for (int i = 0; i < count; i++) {
            double value = number(i);
            if (Double.isNaN(value)) {
                throw unfit("a value is missing");
            }
            data[i] = value != 0;
        }
        return data;
    }

    private byte[] @Nullable [] texts() {
        var data = new byte[count][];
        for (int i = 0; i < count; i++) {
            data[i] = text(cells.other(i), cells.value(i));
        }
        return data;
    }

    private double number(int at) {
        var other = cells.other(at);
        if (other == null || other instanceof Boolean || other instanceof Long) {
            return cells.value(at);
        }
        throw unfit("a value is no number");
    }

    private long whole(int at, int bits) {
        boolean unsigned = input.type().name().startsWith("U");
        double least = unsigned ? 0 : -Math.scalb(1.0, bits - 1);
        double above = Math.scalb(1.0, unsigned ? bits : bits - 1);
        double value = number(at);
        if (value != Math.rint(value) || value < least || value >= above) {
            throw unfit("a value is no whole number in the range of the model's input");
        }
        return (long) value;
    }

    private static byte @Nullable [] text(@Nullable Object other, double value) {
        return switch (other) {
            case null -> Double.isNaN(value) ? null : utf8(Numbers.text(value));
            case byte[] bytes -> bytes;
            case String text -> utf8(text);
            case Boolean flag -> utf8(flag ? "True" : "False");
            case Long number -> utf8(number.toString());
            case double[] _, List<?> _, Map<?, ?> _ -> Json.writeBytes(other);
            default -> throw new IllegalStateException(other.getClass().getName());
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private RuntimeException unfit(String what) {
        return Table.error(what).at(RowArray.shown(input.name()));
    }
}
