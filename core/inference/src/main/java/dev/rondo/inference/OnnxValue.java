package dev.rondo.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX graph says of an input or output.
 *
 * @param type of a tensor; null for a sequence, a map or a type that no tensor here has
 * @param shape the size of each dimension, -1 where it varies; null when nothing is said
 */
record OnnxValue(String name, @Nullable DataType type, @Nullable List<Long> shape) {}
