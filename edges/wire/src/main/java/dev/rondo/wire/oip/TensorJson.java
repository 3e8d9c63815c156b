package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.Shapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The {@code data} of tensors as JSON: flat, or nested as the shape says. In floating-point data
 * {@code NaN} and {@code null} are missing values.
 */
final class TensorJson {
    private TensorJson() {}

    /** Reads data at whose opening bracket the parser stands. */
    static Tensor read(
            int index, String name, DataType type, long[] shape, JsonParser in, int bytes)
            throws IOException {
        if (type == DataType.FP16 || type == DataType.BF16) {
            throw BadRequest.input(index, type + " cannot be told in JSON; send it as binary data");
        }
        // Every element takes a digit and a comma or bracket at least.
        int elements = Shapes.elements(index, shape, bytes);
        var data = array(type, elements);
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw BadRequest.input(index, "data is no list");
        }
        new Nesting(index, shape).read(in, elements, at -> set(index, data, type, at, in));
        return Tensor.of(name, type, shape, data);
    }

    private static Object array(DataType type, int elements) {
        return switch (type) {
            case BOOL -> new boolean[elements];
            case UINT8, INT8 -> new byte[elements];
            case UINT16, INT16, FP16, BF16 -> new short[elements];
            case UINT32, INT32 -> new int[elements];
            case UINT64, INT64 -> new long[elements];
            case FP32 -> new float[elements];
            case FP64 -> new double[elements];
            case BYTES -> new byte[elements][];
        };
    }

    private static void set(int index, Object data, DataType type, int at, JsonParser in)
            throws IOException {
        switch (data) {
            case float[] values -> values[at] = single(index, in);
            case double[] values -> values[at] = number(index, in);
            case boolean[] values -> values[at] = flag(index, in);
            case byte[] values -> values[at] = (byte) whole(index, type, in);
            case short[] values -> values[at] = (short) whole(index, type, in);
            case int[] values -> values[at] = (int) whole(index, type, in);
            case long[] values -> values[at] = whole(index, type, in);
            case byte[][] values -> values[at] = text(index, in);
            default -> throw new IllegalStateException(type.name());
        }
    }

    private static float single(int index, JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> {
                float value = in.getFloatValue();
                if (Float.isInfinite(value) && !in.isNaN()) {
                    throw BadRequest.input(index, "a value is out of the range of FP32");
                }
                yield value;
            }
            case VALUE_NULL -> Float.NaN;
            default -> throw BadRequest.input(index, "a value is no number");
        };
    }

    private static double number(int index, JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getDoubleValue();
            case VALUE_NULL -> Double.NaN;
            default -> throw BadRequest.input(index, "a value is no number");
        };
    }

    private static boolean flag(int index, JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw BadRequest.input(index, "a value is neither true nor false");
        };
    }

    private static long whole(int index, DataType type, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw BadRequest.input(index, "a value is no whole number");
        }
        var number = in.getNumberType();
        if (type == DataType.UINT64 && number == JsonParser.NumberType.BIG_INTEGER) {
            var value = in.getBigIntegerValue();
            if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
                throw outOfRange(index, type);
            }
            return value.longValue();
        }
        if (number == JsonParser.NumberType.BIG_INTEGER) {
            throw outOfRange(index, type);
        }
        long value = in.getLongValue();
        boolean unsigned = type.name().startsWith("U");
        int bits = 8 * type.bytes();
        long least = unsigned ? 0 : -1L << (bits - 1);
        long most = unsigned && bits < Long.SIZE ? (1L << bits) - 1 : ~(-1L << (bits - 1));
        if (value < least || value > (unsigned && bits == Long.SIZE ? Long.MAX_VALUE : most)) {
            throw outOfRange(index, type);
        }
        return value;
    }

    private static RuntimeException outOfRange(int index, DataType type) {
        return BadRequest.input(index, "a value is out of the range of " + type);
    }

    private static byte[] text(int index, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw BadRequest.input(index, "a value is no text");
        }
        return in.getText().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the values as one flat list. */
    static void write(JsonGenerator out, Tensor tensor) throws IOException {
        out.writeStartArray();
        switch (tensor.data()) {
            case float[] values -> {
                for (float value : values) {
                    out.writeNumber(value);
                }
            }
            case double[] values -> {
                for (double value : values) {
                    out.writeNumber(value);
                }
            }
            case boolean[] values -> {
                for (boolean value : values) {
                    out.writeBoolean(value);
                }
            }
            case byte[][] _ -> {
                for (var value : tensor.texts()) {
                    out.writeString(new String(value, StandardCharsets.UTF_8));
                }
            }
            default -> wholes(out, tensor);
        }
        out.writeEndArray();
    }

    private static void wholes(JsonGenerator out, Tensor tensor) throws IOException {
        boolean unsigned = tensor.type().name().startsWith("U");
        switch (tensor.data()) {
            case byte[] values -> {
                for (byte value : values) {
                    out.writeNumber(unsigned ? value & 0xff : value);
                }
            }
            case short[] values -> {
                for (short value : values) {
                    out.writeNumber(unsigned ? value & 0xffff : value);
                }
            }
            case int[] values -> {
                for (int value : values) {
                    out.writeNumber(unsigned ? Integer.toUnsignedLong(value) : value);
                }
            }
            case long[] values -> {
                for (long value : values) {
                    if (unsigned && value < 0) {
                        out.writeNumber(Long.toUnsignedString(value));
                    } else {
                        out.writeNumber(value);
                    }
                }
            }
            default -> throw new IllegalStateException(tensor.type().name());
        }
    }
}
