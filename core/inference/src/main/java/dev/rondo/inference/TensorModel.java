package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as servers of any protocol run it: named tensors in, named tensors out. Safe to use from
 * many threads.
 */
public interface TensorModel extends AutoCloseable {
    /**
     * What runs it, as Triton names platforms: {@code xgboost}, {@code lightgbm}, {@code catboost},
     * {@code onnxruntime_onnx}, {@code python}.
     */
    String platform();

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /**
     * The names of the columns of the only input, in order, where the model knows them: whoever has
     * a table puts its columns in this order. Empty otherwise.
     */
    default List<String> featureNames() {
        return List.of();
    }

    /** What MLflow wrote about the model's columns; null for a model without a signature. */
    default @Nullable MlflowSignature signature() {
        return null;
    }

    /** SHA-256 of its files, in hexadecimal digits; empty where nobody asked for it. */
    default String digest() {
        return "";
    }

    /** Inputs to try it with before it serves; empty where zeros will do. */
    default List<Tensor> sample() {
        return List.of();
    }

    /**
     * Whether an answer takes microseconds and waits for nothing, so that it may be computed on a
     * thread that serves others.
     */
    boolean immediate();

    /**
     * Answers one request.
     *
     * @param inputs in any order; every name once
     * @return every output, in the order of {@link #outputs}
     * @throws RondoException of kind USER when names, types or shapes do not fit, which says what
     *     would; of kind UNAVAILABLE when what runs the model cannot answer now
     */
    List<Tensor> infer(List<Tensor> inputs, InferenceOptions options);

    /** Frees what it holds outside the heap; nobody calls it any more. */
    @Override
    default void close() {}
}
