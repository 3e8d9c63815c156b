package dev.rondo.inference;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The operators of ai.onnx.ml that prepare values for a model. */
final class OnnxEncoders {
    private static final byte[] NO_TEXT = {};

    private OnnxEncoders() {}

    static OnnxOperator single(UnaryOperator<Tensor> operator) {
        return inputs -> new Tensor[] {operator.apply(OnnxOperators.first(inputs))};
    }

    /** A column for each category: 1 where the value is that, else 0. */
    static OnnxOperator oneHot(OnnxAttributes attributes) {
        var places = new HashMap<Object, Integer>();
        for (var text : attributes.texts("cats_strings")) {
            places.putIfAbsent(ByteBuffer.wrap(text), places.size());
        }
        for (long number : attributes.wholes("cats_int64s")) {
            places.putIfAbsent(number, places.size());
        }
        int categories =
                attributes.texts("cats_strings").size() + attributes.wholes("cats_int64s").length;
        if (categories == 0 || places.size() < categories || attributes.whole("zeros", 1) == 0) {
            throw ModelErrors.unsupported(
                    "an encoder that knows no categories, or fails on others");
        }
        return single(values -> oneHot(values, places));
    }

    private static Tensor oneHot(Tensor values, Map<Object, Integer> places) {
        int count = OnnxShapes.count(Tensor.elements(values.shape()));
        int width = places.size();
        var encoded = new float[OnnxShapes.count((long) count * width)];
        for (int i = 0; i < count; i++) {
            var place = places.get(key(values, i));
            if (place != null) {
                encoded[i * width + place] = 1;
            }
        }
        var shape = Arrays.copyOf(values.shape(), values.shape().length + 1);
        shape[shape.length - 1] = width;
        return Tensor.of("", DataType.FP32, shape, encoded);
    }

    /** Texts by their bytes, numbers cut to whole ones. */
    private static Object key(Tensor values, int index) {
        return switch (values.data()) {
            case byte[][] texts -> ByteBuffer.wrap(texts[index] == null ? NO_TEXT : texts[index]);
            case long[] longs -> longs[index];
            case float[] floats -> (long) floats[index];
            default -> throw ModelErrors.unsupported("categories in " + values.type());
        };
    }

    /** Puts each column's own value where one is missing. */
    static OnnxOperator imputer(OnnxAttributes attributes) {
        var put = attributes.reals("imputed_value_floats");
        float replaced = attributes.real("replaced_value_float", 0);
        if (put.length == 0) {
            throw ModelErrors.unsupported("an imputer of other things than floats");
        }
        return single(table -> {
            int columns = OnnxShapes.columns(table);
            if (table.type() != DataType.FP32 || (put.length != 1 && put.length != columns)) {
                throw OnnxShapes.wrong("an imputer takes " + put.length + " columns");
            }
            var values = table.floats().clone();
            for (int i = 0; i < values.length; i++) {
                boolean missing =
                        Float.isNaN(replaced) ? Float.isNaN(values[i]) : values[i] == replaced;
                if (missing) {
                    values[i] = put[put.length == 1 ? 0 : i % columns];
                }
            }
            return Tensor.of("", DataType.FP32, table.shape(), values);
        });
    }

    /** Divides each row by its size: the sum of its values, of their squares, or the greatest. */
    static OnnxOperator normalizer(OnnxAttributes attributes) {
        var norm = attributes.text("norm", "MAX");
        if (!norm.equals("L1") && !norm.equals("L2")) {
            throw ModelErrors.unsupported("a normalizer by " + norm);
        }
        return single(table -> {
            var values = OnnxShapes.floats(table);
            int columns = OnnxShapes.columns(table);
            var results = new float[values.length];
            for (int start = 0; start < values.length; start += columns) {
                float size = size(values, start, columns, norm.equals("L2"));
                for (int i = start; i < start + columns; i++) {
                    results[i] = size == 0 ? values[i] : values[i] / size;
                }
            }
            return Tensor.of("", DataType.FP32, table.shape(), results);
        });
    }

    private static float size(float[] values, int start, int columns, boolean squares) {
        double sum = 0;
        for (int i = start; i < start + columns; i++) {
            sum += squares ? (double) values[i] * values[i] : Math.abs(values[i]);
        }
        return (float) (squares ? Math.sqrt(sum) : sum);
    }

    /** Chooses columns of a table; other uses are not known here. */
    static OnnxOperator gather(OnnxAttributes attributes) {
        if (attributes.whole("axis", 0) != 1) {
            throw ModelErrors.unsupported("something else than columns is gathered");
        }
        return inputs -> {
            var table = OnnxOperators.first(inputs);
            var numbers = Objects.requireNonNull(inputs[1]);
            if (table.shape().length != 2 || numbers.shape().length != 1) {
                throw ModelErrors.unsupported("something else than columns is gathered");
            }
            return columns(table, numbers);
        };
    }

    /** Chooses columns by their numbers. */
    static Tensor[] columns(Tensor table, Tensor numbers) {
        if (!(numbers.data() instanceof long[] chosen)) {
            throw ModelErrors.unsupported("columns whose numbers are " + numbers.type());
        }
        int columns = OnnxShapes.columns(table);
        int rows = OnnxShapes.rows(table);
        int count = OnnxShapes.count((long) rows * chosen.length);
        var results = Array.newInstance(table.data().getClass().componentType(), count);
        for (int i = 0; i < count; i++) {
            long column = chosen[i % chosen.length];
            if (column < 0 || column >= columns) {
                throw OnnxShapes.wrong("column " + column + " of " + columns);
            }
            int from = i / chosen.length * columns + (int) column;
            System.arraycopy(table.data(), from, results, i, 1);
        }
        long[] shape = {rows, chosen.length};
        return new Tensor[] {Tensor.of("", table.type(), shape, results)};
    }
}
