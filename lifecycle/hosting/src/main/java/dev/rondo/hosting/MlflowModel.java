package dev.rondo.hosting;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that is run here, with what MLflow wrote about it. */
record MlflowModel(TensorModel model, @Nullable MlflowSignature signature) implements TensorModel {
    @Override
    public String platform() {
        return model.platform();
    }

    @Override
    public List<TensorSpec> inputs() {
        return model.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return model.outputs();
    }

    @Override
    public List<String> featureNames() {
        return model.featureNames();
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
