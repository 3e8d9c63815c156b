package dev.rondo.hosting;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import java.util.List;

/** What a server does around every answer of its hosted models. Safe to use from many threads. */
@FunctionalInterface
public interface InferenceInterceptor {
    /** Does nothing. */
    InferenceInterceptor NONE = (_, model, inputs, options) -> model.infer(inputs, options);

    /**
     * Answers a request by asking the model, and fails as that does.
     *
     * @param use the request's hold on the version
     * @param model what to ask
     */
    List<Tensor> infer(
            ModelInUse use, TensorModel model, List<Tensor> inputs, InferenceOptions options);

    /**
     * Whether it keeps a record of what is asked, so that each version needs the digest of its
     * files.
     */
    default boolean records() {
        return false;
    }

    /** Whether what it does takes microseconds now, so that immediate models remain so. */
    default boolean immediate() {
        return true;
    }
}
