package dev.rondo.inference;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives numbers another type; texts stay texts, and whole numbers become texts. */
record OnnxCast(DataType to) implements OnnxOperator {
    static OnnxCast of(OnnxAttributes attributes) {
        var type = OnnxTypes.of(attributes.whole("to", 0));
        if (type == null) {
            throw ModelErrors.unsupported("a cast to an unknown type");
        }
        return new OnnxCast(type);
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var from = OnnxOperators.first(inputs);
        if (from.type() == to) {
            return new Tensor[] {from};
        }
        return new Tensor[] {Tensor.of("", to, from.shape(), values(from))};
    }

    private Object values(Tensor from) {
        return switch (to) {
            case FP32 -> OnnxShapes.floats(numbers(from));
            case FP64 -> TensorNumbers.doubles(numbers(from));
            case INT64 -> longs(numbers(from));
            case INT32 -> ints(numbers(from));
            case BOOL -> truths(TensorNumbers.doubles(numbers(from)));
            case BYTES -> texts(from);
            default -> throw ModelErrors.unsupported("a cast to " + to);
        };
    }

    private static Tensor numbers(Tensor from) {
        if (from.type() == DataType.BYTES || from.type() == DataType.UINT64) {
            throw ModelErrors.unsupported("a cast from " + from.type());
        }
        return from;
    }

    private static long[] longs(Tensor from) {
        var values = TensorNumbers.doubles(from);
        var longs = new long[values.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = (long) values[i];
        }
        return longs;
    }

    private static int[] ints(Tensor from) {
        var ints = new int[OnnxShapes.count(Tensor.elements(from.shape()))];
        if (from.data() instanceof long[] longs) {
            for (int i = 0; i < ints.length; i++) {
                ints[i] = (int) longs[i];
            }
            return ints;
        }
        var values = TensorNumbers.doubles(from);
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    private static boolean[] truths(double[] values) {
        var truths = new boolean[values.length];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = values[i] != 0;
        }
        return truths;
    }

    private static byte[][] texts(Tensor from) {
        var texts = new byte[OnnxShapes.count(Tensor.elements(from.shape()))][];
        for (int i = 0; i < texts.length; i++) {
            var text =
                    switch (from.data()) {
                        case long[] longs -> Long.toString(longs[i]);
                        case int[] ints -> Integer.toString(ints[i]);
                        default -> throw ModelErrors.unsupported("a cast of numbers to texts");
                    };
            texts[i] = text.getBytes(StandardCharsets.UTF_8);
        }
        return texts;
    }
}
