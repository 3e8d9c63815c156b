package dev.rondo.hosting;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model, held for one request: it is not closed before this is. Used by one thread
 * at a time.
 */
public interface ModelInUse extends AutoCloseable {
    /** The code of a refusal for lack of room: the model was not asked. */
    String BUSY = "model.busy";

    String name();

    /** The version that answers, whichever was asked for. */
    String version();

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /** The columns of the only input; see {@code TensorModel.featureNames}. */
    List<String> featureNames();

    /** What tables must look like; null for a model that does not say. */
    default @Nullable MlflowSignature signature() {
        return null;
    }

    /** SHA-256 of its files as text; empty where nobody keeps a record of what it is asked. */
    default String digest() {
        return "";
    }

    /** Answers; see {@code TensorModel.infer}. */
    List<Tensor> infer(List<Tensor> inputs, InferenceOptions options);

    /** Ends the request: it counts as failed unless {@link #infer} has answered. */
    @Override
    void close();
}
