package dev.rondo.hosting;

import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;

/**
 * A classifier of XGBoost's scikit-learn interface, whose {@code predict} gives the number of a
 * class where the trees give probabilities: the most probable of several, and of two the second
 * from more than one half on. Margins are left as they are.
 */
final class ClassLabels extends ModelAround {
    ClassLabels(TensorModel model) {
        super(model);
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec(model().outputs().getFirst().name(), DataType.INT64, -1));
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        var outputs = model().infer(inputs, options);
        return options.margin() ? outputs : List.of(labels(outputs.getFirst()));
    }

    private static Tensor labels(Tensor scores) {
        var values = scores.floats();
        var shape = scores.shape();
        int rows = (int) shape[0];
        int width = shape.length == 1 ? 1 : (int) shape[1];
        var labels = new long[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] =
                    width == 1
                            ? (values[row] > 0.5f ? 1 : 0)
                            : greatest(values, row * width, width);
        }
        return Tensor.of(scores.name(), DataType.INT64, new long[] {rows}, labels);
    }

    private static int greatest(float[] values, int from, int width) {
        int greatest = 0;
        for (int i = 1; i < width; i++) {
            if (values[from + i] > values[from + greatest]) {
                greatest = i;
            }
        }
        return greatest;
    }
}
