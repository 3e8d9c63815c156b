package dev.rondo.inference;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model in ONNX, read and found sound as far as that can be said without knowing its operators.
 *
 * @param versions of the operators, by domain
 * @param inputs without those that have a constant
 * @param constants by name; each is made when asked for
 * @param hasFiles whether constants lie in other files beside the model's
 */
record OnnxGraph(
        Map<String, Long> versions,
        List<OnnxNode> nodes,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        Map<String, Supplier<Tensor>> constants,
        boolean hasFiles) {
    OnnxGraph {
        versions = Map.copyOf(versions);
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        constants = Map.copyOf(constants);
    }

    /** The version of the operators of a domain; 1 when the file does not say. */
    long version(String domain) {
        return versions.getOrDefault(domain, 1L);
    }
}
