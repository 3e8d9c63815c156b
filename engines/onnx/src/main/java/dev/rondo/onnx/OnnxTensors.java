package dev.rondo.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorValues;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tensors as ONNX Runtime has them, and back. */
final class OnnxTensors {
    private OnnxTensors() {}

    /** The type; null for one that ONNX Runtime's Java part cannot tell from another. */
    static @Nullable DataType type(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DataType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DataType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> DataType.INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DataType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DataType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DataType.FP16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> DataType.BF16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DataType.FP32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DataType.FP64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> DataType.BYTES;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DataType.BOOL;
            default -> null;
        };
    }

    /**
     * A tensor for the input of a number.
     *
     * @param memory in which it lies until its call has been answered
     */
    static OnnxTensor give(
            OrtEnvironment environment, Tensor tensor, int input, DirectBuffers memory)
            throws OrtException {
        if (tensor.type() == DataType.BYTES) {
            var texts = tensor.texts();
            var strings = new String[texts.length];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = new String(texts[i], StandardCharsets.UTF_8);
            }
            return OnnxTensor.createTensor(environment, strings, tensor.shape());
        }
        long bytes = (long) Array.getLength(tensor.data()) * tensor.type().bytes();
        if (bytes > Integer.MAX_VALUE) {
            throw RondoException.limit("inference.too_many_rows", "an input has more than 2 GiB")
                    .next("send fewer rows at once");
        }
        var buffer = memory.of(input, (int) bytes);
        TensorValues.write(tensor.data(), buffer);
        return OnnxTensor.createTensor(
                environment, buffer, tensor.shape(), javaType(tensor.type()));
    }

    private static OnnxJavaType javaType(DataType type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BYTES -> OnnxJavaType.STRING;
            case UINT16, UINT32, UINT64 -> throw new AssertionError(type);
        };
    }

    /** An answer; the maps of a sequence become rows, their keys in order the columns. */
    static Tensor take(String name, OnnxValue value) throws OrtException {
        return switch (value) {
            case OnnxTensor tensor -> tensor(name, tensor);
            case OnnxSequence maps -> table(name, maps);
            default ->
                    throw RondoException.internal(
                            "onnx.output", "the output " + name + " is no tensor");
        };
    }

    private static Tensor tensor(String name, OnnxTensor tensor) throws OrtException {
        var type = type(tensor.getInfo());
        if (type == null) {
            throw RondoException.internal(
                    "onnx.output", "the output " + name + " has an unknown type");
        }
        var shape = tensor.getInfo().getShape();
        if (type == DataType.BYTES) {
            var texts = new ArrayList<byte[]>();
            flatten(tensor.getValue(), texts);
            return Tensor.of(name, type, shape, texts.toArray(byte[][]::new));
        }
        return Tensor.of(name, type, shape, values(type, tensor));
    }

    private static void flatten(Object value, List<byte[]> to) {
        if (value instanceof Object[] parts) {
            for (var part : parts) {
                flatten(part, to);
            }
        } else {
            to.add(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Object values(DataType type, OnnxTensor tensor) {
        return switch (type) {
            case FP32 -> {
                var buffer = tensor.getFloatBuffer();
                var values = new float[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case FP64 -> {
                var buffer = tensor.getDoubleBuffer();
                var values = new double[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case INT64 -> {
                var buffer = tensor.getLongBuffer();
                var values = new long[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case INT32 -> {
                var buffer = tensor.getIntBuffer();
                var values = new int[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case INT16, FP16, BF16 -> {
                var bits = tensor.getByteBuffer().asShortBuffer();
                var values = new short[bits.remaining()];
                bits.get(values);
                yield values;
            }
            case BOOL -> {
                var bytes = tensor.getByteBuffer();
                var values = new boolean[bytes.remaining()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.get(i) != 0;
                }
                yield values;
            }
            default -> {
                var bytes = tensor.getByteBuffer();
                var values = new byte[bytes.remaining()];
                bytes.get(values);
                yield values;
            }
        };
    }

    private static Tensor table(String name, OnnxSequence maps) throws OrtException {
        var rows = new ArrayList<Map<Object, Float>>();
        for (var value : maps.getValue()) {
            var row = new TreeMap<Object, Float>();
            if (value instanceof OnnxMap map) {
                map.getValue().forEach((key, score) -> row.put(key, (Float) score));
            }
            rows.add(row);
        }
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        var values = new float[rows.size() * columns];
        int next = 0;
        for (var row : rows) {
            for (float score : row.values()) {
                values[next++] = score;
            }
        }
        return Tensor.of(name, DataType.FP32, new long[] {rows.size(), columns}, values);
    }
}
