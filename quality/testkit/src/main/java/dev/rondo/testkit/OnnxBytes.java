package dev.rondo.testkit;

import dev.rondo.base.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes small models of ONNX, in the encoding of Protocol Buffers:
 *
 * <pre>{@code
 * byte[] file =
 *         new OnnxBytes()
 *                 .input("x", OnnxBytes.FLOAT, -1, 2)
 *                 .output("y", OnnxBytes.FLOAT, -1, 2)
 *                 .node("Neg", "", List.of("x"), List.of("y"))
 *                 .file();
 * }</pre>
 */
public final class OnnxBytes {
    public static final int FLOAT = 1;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int BFLOAT16 = 16;
    public static final String ML = "ai.onnx.ml";

    private final ProtoWriter graph = new ProtoWriter();

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public OnnxBytes input(String name, int type, long... shape) {
        graph.message(11, value(name, type, shape));
        return this;
    }

    public OnnxBytes output(String name, int type, long... shape) {
        graph.message(12, value(name, type, shape));
        return this;
    }

    /** An output whose type is not said, or is told in another way. */
    public OnnxBytes output(String name, ProtoWriter type) {
        graph.message(12, new ProtoWriter().text(1, name).message(2, type));
        return this;
    }

    private static ProtoWriter value(String name, int type, long... sizes) {
        var shape = new ProtoWriter();
        for (long size : sizes) {
            var dimension = new ProtoWriter();
            shape.message(
                    1,
                    size < 0 ? dimension.text(2, "n" + sizes.length) : dimension.varint(1, size));
        }
        var tensor = new ProtoWriter().varint(1, type).message(2, shape);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    public OnnxBytes constant(String name, long[] shape, float... values) {
        var bytes = new byte[4 * values.length];
        var raw = little(bytes);
        for (float value : values) {
            raw.putFloat(value);
        }
        return constant(tensor(name, FLOAT, shape).bytes(9, bytes));
    }

    public OnnxBytes constant(String name, long[] shape, long... values) {
        var bytes = new byte[8 * values.length];
        var raw = little(bytes);
        for (long value : values) {
            raw.putLong(value);
        }
        return constant(tensor(name, INT64, shape).bytes(9, bytes));
    }

    public OnnxBytes constant(ProtoWriter tensor) {
        graph.message(5, tensor);
        return this;
    }

    public static ProtoWriter tensor(String name, int type, long... shape) {
        return new ProtoWriter().packed(1, shape).varint(2, type).text(8, name);
    }

    public OnnxBytes node(
            String operator,
            String domain,
            List<String> inputs,
            List<String> outputs,
            ProtoWriter... attributes) {
        var node = new ProtoWriter().texts(1, inputs).texts(2, outputs).text(4, operator);
        for (var attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node.text(7, domain));
        return this;
    }

    public static ProtoWriter whole(String name, long value) {
        return new ProtoWriter().text(1, name).varint(3, value).varint(20, 2);
    }

    public static ProtoWriter text(String name, String value) {
        return new ProtoWriter().text(1, name).text(4, value).varint(20, 3);
    }

    public static ProtoWriter reals(String name, double... values) {
        var bytes = new byte[4 * values.length];
        var raw = little(bytes);
        for (double value : values) {
            raw.putFloat((float) value);
        }
        return new ProtoWriter().text(1, name).bytes(7, bytes).varint(20, 6);
    }

    public static ProtoWriter wholes(String name, long... values) {
        return new ProtoWriter().text(1, name).packed(8, values).varint(20, 7);
    }

    public static ProtoWriter texts(String name, String... values) {
        return new ProtoWriter().text(1, name).texts(9, List.of(values)).varint(20, 8);
    }

    /** The model as a file holds it. */
    public byte[] file() {
        var onnx = new ProtoWriter().text(1, "").varint(2, 18);
        var ml = new ProtoWriter().text(1, ML).varint(2, 3);
        return new ProtoWriter()
                .varint(1, 9)
                .message(7, graph.text(2, "graph"))
                .message(8, onnx)
                .message(8, ml)
                .toBytes();
    }
}
