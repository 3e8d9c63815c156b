package dev.rondo.server;

import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.Caller;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model in use for a caller who waits for a limited time. */
final class TimedUse implements ModelInUse {
    private final ModelInUse model;
    private final Caller caller;

    TimedUse(ModelInUse model, Caller caller) {
        this.model = model;
        this.caller = caller;
    }

    /** The sooner of the deadline and what the request itself says. */
    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        long left = caller.nanosLeft();
        long asked = options.timeoutNanos();
        return model.infer(inputs, options.within(asked > 0 && asked < left ? asked : left));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String version() {
        return model.version();
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
    public @Nullable MlflowSignature signature() {
        return model.signature();
    }

    @Override
    public void close() {
        model.close();
    }
}
