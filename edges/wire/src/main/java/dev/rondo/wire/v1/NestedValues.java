package dev.rondo.wire.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.TensorBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The values of one input as lists in lists, whose shape is found on the way. Numbers go straight
 * into bytes of the input's type; texts may be told as {@code {"b64": "…"}}.
 */
final class NestedValues {
    private static final int MAX_RANK = 32;
    private static final long UNKNOWN = -1;

    /** The only field of an object that stands for a text in Base64. */
    static final String ENCODED = "b64";

    private final TensorSpec spec;
    private final long[] shape = new long[MAX_RANK];
    private final List<byte[]> texts = new ArrayList<>();
    private ByteBuffer numbers = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    private int rank = -1;
    private int count;

    NestedValues(TensorSpec spec) {
        this.spec = spec;
        Arrays.fill(shape, UNKNOWN);
        if (spec.type() == DataType.FP16 || spec.type() == DataType.BF16) {
            throw Table.error("the model takes " + spec.type() + ", which JSON cannot tell")
                    .next("ask it over the Open Inference Protocol");
        }
    }

    /** Takes one value more, of the shape that those before it had. */
    void take(JsonParser in) throws IOException {
        take(in, 0);
        count++;
    }

    /** Takes a text in Base64 at whose field {@code b64} the parser stands. */
    void takeEncoded(JsonParser in) throws IOException {
        if (rank > 0) {
            throw uneven();
        }
        rank = 0;
        texts.add(encoded(in));
        count++;
    }

    boolean ofTexts() {
        return spec.type() == DataType.BYTES;
    }

    /** How many values were taken. */
    int count() {
        return count;
    }

    private void take(JsonParser in, int depth) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            if (rank >= 0 && rank != depth) {
                throw uneven();
            }
            rank = depth;
            value(in);
            return;
        }
        if (depth == MAX_RANK || (rank >= 0 && depth >= rank)) {
            throw uneven();
        }
        long size = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            take(in, depth + 1);
            size++;
        }
        if (shape[depth] != UNKNOWN && shape[depth] != size) {
            throw uneven();
        }
        shape[depth] = size;
    }

    private RuntimeException uneven() {
        return Table.error("the lists of an input do not make a tensor");
    }

    private void value(JsonParser in) throws IOException {
        if (spec.type() == DataType.BYTES) {
            texts.add(text(in));
            return;
        }
        if (numbers.remaining() < Long.BYTES) {
            numbers =
                    ByteBuffer.wrap(Arrays.copyOf(numbers.array(), 2 * numbers.capacity()))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .position(numbers.position());
        }
        switch (spec.type()) {
            case FP32 -> numbers.putFloat((float) real(in));
            case FP64 -> numbers.putDouble(real(in));
            case BOOL -> numbers.put((byte) (flag(in) ? 1 : 0));
            default -> whole(in);
        }
    }

    private static double real(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getDoubleValue();
            case VALUE_NULL -> Double.NaN;
            default -> throw Table.error("a value is no number");
        };
    }

    private static boolean flag(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw Table.error("a value is neither true nor false");
        };
    }

    private void whole(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw Table.error("a value is no whole number in the range of " + spec.type());
        }
        long value = in.getLongValue();
        boolean unsigned = spec.type().name().startsWith("U");
        int bits = 8 * spec.type().bytes();
        boolean fits =
                unsigned
                        ? value >= 0 && (bits == Long.SIZE || value >>> bits == 0)
                        : value >> (bits - 1) == 0 || value >> (bits - 1) == -1;
        if (!fits) {
            throw Table.error("a value is out of the range of " + spec.type());
        }
        switch (bits) {
            case 8 -> numbers.put((byte) value);
            case 16 -> numbers.putShort((short) value);
            case 32 -> numbers.putInt((int) value);
            default -> numbers.putLong(value);
        }
    }

    private static byte[] text(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText().getBytes(UTF_8);
        }
        if (in.currentToken() == JsonToken.START_OBJECT) {
            in.nextToken();
            return encoded(in);
        }
        throw noText();
    }

    private static byte[] encoded(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.FIELD_NAME
                && in.currentName().equals(ENCODED)
                && in.nextToken() == JsonToken.VALUE_STRING) {
            var bytes = decoded(in.getText());
            if (in.nextToken() == JsonToken.END_OBJECT) {
                return bytes;
            }
        }
        throw noText();
    }

    private static RuntimeException noText() {
        return Table.error("a value is no text").next("send a text, or {\"b64\": \"…\"}");
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Table.error("a value is not valid Base64");
        }
    }

    /** The only value that was taken, as a tensor. */
    Tensor whole() {
        return tensor(sizes());
    }

    /** The values that were taken, as the rows of a tensor. */
    Tensor rows() {
        var sizes = sizes();
        var all = new long[sizes.length + 1];
        all[0] = count;
        System.arraycopy(sizes, 0, all, 1, sizes.length);
        return tensor(all);
    }

    private long[] sizes() {
        int known = 0;
        while (known < MAX_RANK && shape[known] != UNKNOWN) {
            known++;
        }
        return Arrays.copyOf(shape, known);
    }

    /** A column for a model that takes it as a table of one column is one. */
    private Tensor tensor(long[] sizes) {
        var wanted = spec.shape();
        boolean column =
                wanted.size() == sizes.length + 1 && wanted.getLast() == 1 && sizes.length > 0;
        var fitting = column ? Arrays.copyOf(sizes, sizes.length + 1) : sizes;
        if (column) {
            fitting[sizes.length] = 1;
        }
        if (spec.type() == DataType.BYTES) {
            return Tensor.of(spec.name(), spec.type(), fitting, texts.toArray(new byte[0][]));
        }
        int size = numbers.position();
        return TensorBytes.read(0, spec.name(), spec.type(), fitting, numbers.array(), 0, size);
    }
}
