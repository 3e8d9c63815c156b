package dev.rondo.inference;

import java.util.List;

/**
 * One operator of an ONNX graph.
 *
 * @param domain empty for ONNX's own, {@code ai.onnx.ml} for that of classical models
 * @param inputs names of values; empty where an optional one is left out
 */
record OnnxNode(
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        OnnxAttributes attributes) {
    static final String ML = "ai.onnx.ml";

    OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The operator's name, with its domain where that is not ONNX's own. */
    String fullName() {
        return domain.isEmpty() ? operator : domain + "." + operator;
    }
}
