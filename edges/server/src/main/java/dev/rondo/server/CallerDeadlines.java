package dev.rondo.server;

import dev.rondo.hosting.InferenceInterceptor;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.Caller;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import java.util.List;

/** Tells a model how long its caller waits, where the caller said so. */
final class CallerDeadlines implements InferenceInterceptor {
    /** The sooner of the deadline and what the request itself says. */
    @Override
    public List<Tensor> infer(
            ModelInUse use, TensorModel model, List<Tensor> inputs, InferenceOptions options) {
        var caller = Caller.current();
        if (!caller.hurries()) {
            return model.infer(inputs, options);
        }
        long left = caller.nanosLeft();
        long asked = options.timeoutNanos();
        return model.infer(inputs, options.within(asked > 0 && asked < left ? asked : left));
    }
}
