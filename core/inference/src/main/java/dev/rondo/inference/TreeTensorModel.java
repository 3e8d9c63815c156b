package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;

/**
 * Trees that take tensors: one of shape [rows, features], or one for each feature, of shape [rows]
 * or [rows, 1]. They answer one tensor {@code predict} of shape [rows], or [rows, values] where a
 * row has several.
 */
final class TreeTensorModel implements TensorModel {
    private static final String OUTPUT = "predict";

    private final TreeModel model;
    private final TreeInputs inputs;

    TreeTensorModel(TreeModel model, String input) {
        this.model = model;
        inputs = new TreeInputs(input, model.features(), model.featureNames());
    }

    @Override
    public String platform() {
        return model.platform();
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec(inputs.matrix(), model.type(), -1, model.features()));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(
                model.answers() == 1
                        ? new TensorSpec(OUTPUT, model.type(), -1)
                        : new TensorSpec(OUTPUT, model.type(), -1, model.answers()));
    }

    @Override
    public List<String> featureNames() {
        return model.featureNames();
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public List<Tensor> infer(List<Tensor> tensors, InferenceOptions options) {
        int rows = inputs.rows(tensors);
        int perRow = options.margin() ? model.outputs() : model.answers();
        if ((long) rows * perRow > Integer.MAX_VALUE - 8) {
            throw RondoException.limit("inference.too_many_rows", "so many rows do not fit")
                    .next("send fewer rows at once");
        }
        var values = inputs.read(tensors, rows, model.type());
        var data = model.answer(values, options.margin());
        long[] shape = perRow == 1 ? new long[] {rows} : new long[] {rows, perRow};
        return List.of(Tensor.of(OUTPUT, model.type(), shape, data));
    }
}
