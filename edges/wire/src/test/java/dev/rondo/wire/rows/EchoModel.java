package dev.rondo.wire.rows;

import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;

/** Gives its inputs back, each under the name of the output in its place. */
record EchoModel(List<TensorSpec> inputs, List<TensorSpec> outputs) implements TensorModel {
    /** Texts, and matrices of whole numbers. */
    static final EchoModel MIXED =
            new EchoModel(
                    List.of(
                            new TensorSpec("t", DataType.BYTES, -1),
                            new TensorSpec("n", DataType.INT32, -1, 2, 2)),
                    List.of(
                            new TensorSpec("t_bytes", DataType.BYTES, -1),
                            new TensorSpec("n", DataType.INT32, -1, 2, 2)));

    static final EchoModel TEXTS =
            new EchoModel(
                    List.of(new TensorSpec("t", DataType.BYTES, -1)),
                    List.of(new TensorSpec("texts", DataType.BYTES, -1)));

    @Override
    public String platform() {
        return "test";
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public List<Tensor> infer(List<Tensor> given, InferenceOptions options) {
        return inputs.stream().map(spec -> echo(spec, given)).toList();
    }

    private Tensor echo(TensorSpec spec, List<Tensor> given) {
        var output = outputs.get(inputs.indexOf(spec));
        return given.stream()
                .filter(each -> each.name().equals(spec.name()))
                .map(each -> Tensor.of(output.name(), each.type(), each.shape(), each.data()))
                .findFirst()
                .orElseThrow();
    }
}
