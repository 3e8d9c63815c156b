package dev.rondo.wire.rows;

import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A model with a signature, which takes a tensor for each column and answers what it was given. */
record SignedModel(MlflowSignature signature) implements TensorModel {
    static final SignedModel EVERY_TYPE =
            new SignedModel(
                    MlflowSignature.parse(
                            """
                            [{"type":"long","name":"l","required":true},
                             {"type":"integer","name":"i","required":true},
                             {"type":"double","name":"d","required":true},
                             {"type":"float","name":"f","required":false},
                             {"type":"boolean","name":"b","required":false},
                             {"type":"string","name":"s","required":false},
                             {"type":"binary","name":"y","required":false},
                             {"type":"array","items":{"type":"long"},"name":"a","required":false}]
                            """,
                            null,
                            """
                            [{"name":"k","default":2.0,"shape":null,"type":"double"},
                             {"name":"n","default":1,"shape":null,"type":"long"},
                             {"name":"w","default":["x"],"shape":[-1],"type":"string"},
                             {"name":"t","default":"2026-01-01","shape":null,"type":"datetime"}]
                            """));

    @Override
    public String platform() {
        return "test";
    }

    @Override
    public List<TensorSpec> inputs() {
        return signature.columns().stream()
                .map(column -> new TensorSpec(column.name(), column.type().tensor(), -1))
                .toList();
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec("predict", DataType.BYTES, -1));
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        int rows = (int) inputs.getFirst().shape()[0];
        var answers = new byte[rows][];
        for (int row = 0; row < rows; row++) {
            var text = new StringBuilder();
            for (var input : inputs) {
                text.append(input.name()).append('=').append(value(input, row)).append(' ');
            }
            answers[row] = (text + "" + options.params()).getBytes(StandardCharsets.UTF_8);
        }
        return List.of(Tensor.of("predict", DataType.BYTES, new long[] {rows}, answers));
    }

    private static String value(Tensor tensor, int row) {
        return switch (tensor.data()) {
            case byte[][] texts ->
                    texts[row] == null ? "-" : new String(texts[row], StandardCharsets.UTF_8);
            case Object array -> String.valueOf(java.lang.reflect.Array.get(array, row));
        };
    }
}
