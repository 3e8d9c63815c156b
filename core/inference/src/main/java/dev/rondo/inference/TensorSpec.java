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
}
