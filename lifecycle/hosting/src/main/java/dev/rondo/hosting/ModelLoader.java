package dev.rondo.hosting;

import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.TensorModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a model file; whatever it throws becomes the reason why the version is unavailable. */
@FunctionalInterface
public interface ModelLoader {
    TensorModel load(Path file) throws Exception;

    /**
     * Runs the {@code python_function} of an MLflow model directory; null where no interpreter is
     * known.
     */
    default @Nullable TensorModel loadPython(Path directory, @Nullable MlflowSignature signature)
            throws Exception {
        return null;
    }
}
