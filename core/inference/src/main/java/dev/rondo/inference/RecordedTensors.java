package dev.rondo.inference;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tensors as a record keeps them: every value as its bits; see {@link InferenceRecords}. */
final class RecordedTensors {
    private static final int MISSING = -1;

    private RecordedTensors() {}

    static ProtoWriter write(Tensor tensor) {
        return new ProtoWriter()
                .text(1, tensor.name())
                .text(2, tensor.type().name())
                .packed(3, tensor.shape())
                .bytes(4, data(tensor));
    }

    static long dataBytes(Tensor tensor) {
        if (tensor.data() instanceof byte[][] texts) {
            long bytes = 0;
            for (var text : texts) {
                bytes += Integer.BYTES + (text == null ? 0 : text.length);
            }
            return bytes;
        }
        return (long) tensor.type().bytes() * Array.getLength(tensor.data());
    }

    private static byte[] data(Tensor tensor) {
        var bytes = new byte[Math.toIntExact(dataBytes(tensor))];
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.data() instanceof byte[][] texts) {
            for (var text : texts) {
                putText(out, text);
            }
        } else {
            TensorValues.write(tensor.data(), out);
        }
        return bytes;
    }

    private static void putText(ByteBuffer out, byte @Nullable [] text) {
        if (text == null) {
            out.putInt(MISSING);
        } else {
            out.putInt(text.length).put(text);
        }
    }

    /** Throws {@link IllegalArgumentException} or {@link ArithmeticException} where it is none. */
    static Tensor read(ProtoReader in) {
        var name = "";
        var type = DataType.FP32;
        var shape = new long[0];
        var data = new byte[0];
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> type = DataType.valueOf(in.text());
                case 3 -> shape = shape(in.part());
                case 4 -> data = in.bytes();
                default -> in.skip();
            }
        }
        return Tensor.of(name, type, shape, array(type, shape, data));
    }

    private static long[] shape(ProtoReader in) {
        var sizes = new long[in.remaining()];
        int count = 0;
        while (in.remaining() > 0) {
            sizes[count++] = in.rawVarint();
        }
        return Arrays.copyOf(sizes, count);
    }

    private static Object array(DataType type, long[] shape, byte[] data) {
        long elements = Tensor.elements(shape);
        boolean texts = type == DataType.BYTES;
        long least = Math.multiplyExact(elements, texts ? Integer.BYTES : type.bytes());
        if (least > data.length || (!texts && least < data.length)) {
            throw new IllegalArgumentException(data.length + " bytes for " + elements + " values");
        }
        int count = (int) elements;
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return texts ? texts(in, count) : TensorValues.read(type, count, in);
    }

    private static byte[][] texts(ByteBuffer in, int count) {
        var texts = new byte[count][];
        for (int i = 0; i < count; i++) {
            int length = in.remaining() < Integer.BYTES ? in.remaining() + 1 : in.getInt();
            if (length > in.remaining() || length < MISSING) {
                throw new IllegalArgumentException("a text passes the data's end");
            }
            if (length != MISSING) {
                var text = new byte[length];
                in.get(text);
                texts[i] = text;
            }
        }
        return texts;
    }
}
