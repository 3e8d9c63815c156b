package dev.rondo.hosting;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model around another one, whose ways it has where it has none of its own. */
abstract class ModelAround implements TensorModel {
    private final TensorModel model;

    ModelAround(TensorModel model) {
        this.model = model;
    }

    final TensorModel model() {
        return model;
    }

    @Override
    public final String platform() {
        return model.platform();
    }

    @Override
    public final List<TensorSpec> inputs() {
        return model.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return model.outputs();
    }

    @Override
    public final List<String> featureNames() {
        return model.featureNames();
    }

    @Override
    public @Nullable MlflowSignature signature() {
        return model.signature();
    }

    @Override
    public final String digest() {
        return model.digest();
    }

    @Override
    public final List<Tensor> sample() {
        return model.sample();
    }

    @Override
    public boolean immediate() {
        return model.immediate();
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        return model.infer(inputs, options);
    }

    @Override
    public void close() {
        model.close();
    }
}
