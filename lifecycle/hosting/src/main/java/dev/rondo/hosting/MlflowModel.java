package dev.rondo.hosting;

import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.TensorModel;
import org.jspecify.annotations.Nullable;

/** A model that is run here, with what MLflow wrote about it. */
final class MlflowModel extends ModelAround {
    private final @Nullable MlflowSignature signature;

    MlflowModel(TensorModel model, @Nullable MlflowSignature signature) {
        super(model);
        this.signature = signature;
    }

    @Override
    public @Nullable MlflowSignature signature() {
        return signature;
    }
}
