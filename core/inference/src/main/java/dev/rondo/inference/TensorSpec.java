package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;

/**
 * What a model takes or gives under one name.
 *
 * @param shape the size of each dimension; -1 for one that varies
 */
public record TensorSpec(String name, DataType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
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
