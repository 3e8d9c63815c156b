package dev.rondo.wire.rows;

import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;

/**
 * A model of three columns.
 *
 * @param featureNames of its columns; empty when it does not know them
 * @param classes 0 for one value a row, a + 10 b + 100 c; else as many, the sum plus each number
 */
public record SumModel(List<String> featureNames, int classes) implements TensorModel {
    @Override
    public String platform() {
        return "test";
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("input", DataType.FP32, -1, 3));
    }

    @Override
    public List<TensorSpec> outputs() {
        return classes == 0
                ? List.of(new TensorSpec("predict", DataType.FP32, -1))
                : List.of(new TensorSpec("predict", DataType.FP32, -1, classes));
    }

    @Override
    public boolean immediate() {
        return true;
    }

    private static boolean takes(Tensor input) {
        var shape = input.shape();
        return input.type() == DataType.FP32 && shape.length == 2 && shape[1] == 3;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        if (inputs.size() != 1 || !takes(inputs.getFirst())) {
            throw RondoException.user("model.input", "input is FP32 of shape [rows, 3]");
        }
        var values = inputs.getFirst().floats();
        int rows = values.length / 3;
        int width = Math.max(1, classes);
        var scores = new float[rows * width];
        for (int i = 0; i < scores.length; i++) {
            int at = i / width * 3;
            scores[i] = values[at] + 10 * values[at + 1] + 100 * values[at + 2] + i % width;
        }
        var shape = classes == 0 ? new long[] {rows} : new long[] {rows, classes};
        return List.of(Tensor.of("predict", DataType.FP32, shape, scores));
    }
}
