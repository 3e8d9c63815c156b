package dev.rondo.inference;

import java.lang.reflect.Array;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operators that leave values as they are, and give them another place or shape. */
final class OnnxLayout {
    private OnnxLayout() {}

    /** Puts tensors side by side along a dimension. */
    static OnnxOperator concat(OnnxAttributes attributes) {
        long axis = attributes.whole("axis", 1);
        return inputs -> new Tensor[] {concat(inputs, axis)};
    }

    private static Tensor concat(@Nullable Tensor[] inputs, long axis) {
        var first = OnnxOperators.first(inputs);
        int rank = first.shape().length;
        int along = (int) (axis < 0 ? axis + rank : axis);
        if (along < 0 || along >= rank) {
            throw ModelErrors.invalid("there is no dimension " + axis);
        }
        var shape = first.shape().clone();
        shape[along] = 0;
        for (var input : inputs) {
            checkSame(first, Objects.requireNonNull(input), along);
            shape[along] += input.shape()[along];
        }
        int count = OnnxShapes.count(Tensor.elements(shape));
        var joined = Array.newInstance(first.data().getClass().getComponentType(), count);
        int row = part(shape, along);
        int at = 0;
        for (var input : inputs) {
            var values = Objects.requireNonNull(input);
            int width = part(values.shape(), along);
            for (int i = 0; width > 0 && i < Array.getLength(values.data()) / width; i++) {
                System.arraycopy(values.data(), i * width, joined, i * row + at, width);
            }
            at += width;
        }
        return Tensor.of("", first.type(), shape, joined);
    }

    private static void checkSame(Tensor first, Tensor other, int along) {
        boolean same = first.type() == other.type() && first.shape().length == other.shape().length;
        for (int i = 0; same && i < first.shape().length; i++) {
            same = i == along || first.shape()[i] == other.shape()[i];
        }
        if (!same) {
            throw OnnxShapes.wrong("inputs have different shapes or types");
        }
    }

    /** How many values stand together from a dimension on. */
    private static int part(long[] shape, int from) {
        int count = 1;
        for (int i = from; i < shape.length; i++) {
            count *= (int) shape[i];
        }
        return count;
    }

    static Tensor[] reshape(@Nullable Tensor[] inputs) {
        var from = OnnxOperators.first(inputs);
        if (!(Objects.requireNonNull(inputs[1]).data() instanceof long[] wanted)) {
            throw ModelErrors.invalid("a shape is no list of whole numbers");
        }
        var shape = wanted.clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && i < from.shape().length) {
                shape[i] = from.shape()[i];
            }
            if (shape[i] == -1) {
                open = i;
            } else if (shape[i] < 0 || shape[i] > Integer.MAX_VALUE || known > Integer.MAX_VALUE) {
                throw ModelErrors.invalid("a shape has the size " + shape[i]);
            } else {
                known *= shape[i];
            }
        }
        long elements = Tensor.elements(from.shape());
        if (open >= 0) {
            shape[open] = known == 0 ? 0 : elements / known;
            known *= shape[open];
        }
        if (known != elements) {
            throw OnnxShapes.wrong(elements + " values do not fit the shape");
        }
        return new Tensor[] {Tensor.of("", from.type(), shape, from.data())};
    }
}
