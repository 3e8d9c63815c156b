package dev.rondo.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorValues;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors as parts of a message: little-endian values; a text as its length in four bytes and its
 * bytes, a missing one as the length -1.
 */
final class TensorParts {
    private TensorParts() {}

    /** What a header says of a tensor. */
    static Map<String, Object> describe(Tensor tensor, int bytes) {
        return Map.of(
                "name", tensor.name(),
                "type", tensor.type().name(),
                "shape", tensor.shape(),
                "bytes", bytes);
    }

    static ByteBuffer write(Tensor tensor) {
        if (tensor.data() instanceof byte[][] texts) {
            return texts(texts);
        }
        int count = Array.getLength(tensor.data());
        var bytes = allocate(Math.multiplyExact(count, tensor.type().bytes()));
        TensorValues.write(tensor.data(), bytes);
        return bytes;
    }

    private static ByteBuffer texts(byte[] @Nullable [] values) {
        int size = 0;
        for (var value : values) {
            size = Math.addExact(size, Integer.BYTES + (value == null ? 0 : value.length));
        }
        var bytes = allocate(size);
        for (var value : values) {
            bytes.putInt(value == null ? -1 : value.length);
            if (value != null) {
                bytes.put(value);
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The tensors of an answer. */
    static List<Tensor> read(Message answer) throws IOException {
        var tensors = new ArrayList<Tensor>();
        int from = 0;
        for (var spec : answer.header().path("tensors")) {
            int size = spec.path("bytes").asInt();
            if (size < 0 || size > answer.payload().length - from) {
                throw new IOException("a tensor is longer than its message");
            }
            var part = ByteBuffer.wrap(answer.payload(), from, size).order(ByteOrder.LITTLE_ENDIAN);
            tensors.add(tensor(spec, part));
            from += size;
        }
        return tensors;
    }

    static long[] shape(JsonNode spec) {
        var sizes = spec.path("shape");
        var shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).asLong();
        }
        return shape;
    }

    private static Tensor tensor(JsonNode spec, ByteBuffer in) throws IOException {
        var type = DataType.valueOf(spec.path("type").asText());
        var shape = shape(spec);
        int count = (int) Tensor.elements(shape);
        if (type != DataType.BYTES && (long) count * type.bytes() != in.remaining()) {
            throw new IOException("a tensor has not the size of its shape");
        }
        var values = type == DataType.BYTES ? texts(count, in) : TensorValues.read(type, count, in);
        return Tensor.of(spec.path("name").asText(), type, shape, values);
    }

    private static byte[] @Nullable [] texts(int count, ByteBuffer in) {
        var values = new byte[count][];
        for (int i = 0; i < count; i++) {
            int length = in.getInt();
            if (length >= 0) {
                values[i] = new byte[length];
                in.get(values[i]);
            }
        }
        return values;
    }
}
