package dev.rondo.inference;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/** One operator of an ONNX graph, ready to run. Safe to use from many threads. */
@FunctionalInterface
interface OnnxOperator {
    /**
     * Its outputs, in order.
     *
     * @param inputs in order; null where an optional one is left out. Not to be changed
     * @throws RondoException of kind USER when shapes do not fit
     */
    Tensor[] run(@Nullable Tensor[] inputs);
}
