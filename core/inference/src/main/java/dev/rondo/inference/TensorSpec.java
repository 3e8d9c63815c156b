package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;

/**
 * What a model takes or gives under one name.
 *
 * @param shape the size of each dimension; -1 for one that varies
 * @param nullable whether values may be missing. A tensor of BOOL cannot say so: where this holds,
 *     one of FP64 is taken in its place, in which 1 is true, 0 is false and NaN is missing
 */
public record TensorSpec(String name, DataType type, List<Long> shape, boolean nullable) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** One whose values are all there. */
    public TensorSpec(String name, DataType type, List<Long> shape) {
        this(name, type, shape, false);
    }

    public TensorSpec(String name, DataType type, long... shape) {
        this(name, type, Arrays.stream(shape).boxed().toList());
    }

    /**
     * What an answer shows of it: the answer's type and rank, and only those sizes that agree.
     * Files of converters say sizes that are not so.
     */
    public TensorSpec shownBy(Tensor answer) {
        var sizes = new long[answer.shape().length];
        for (int i = 0; i < sizes.length; i++) {
            boolean agreed = shape.size() == sizes.length && shape.get(i) == answer.shape()[i];
            sizes[i] = agreed ? answer.shape()[i] : -1;
        }
        return new TensorSpec(name, answer.type(), sizes);
    }
}
