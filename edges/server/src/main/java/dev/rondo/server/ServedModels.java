package dev.rondo.server;

import dev.rondo.hosting.ModelLoader;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorModels;
import dev.rondo.python.PythonModels;
import dev.rondo.python.PythonOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rondo serve} can run.
 *
 * @param python the interpreter for what does not run here; null for none
 */
record ServedModels(@Nullable PythonOptions python) implements ModelLoader {
    @Override
    public TensorModel load(Path file) {
        return TensorModels.load(file);
    }

    @Override
    public @Nullable TensorModel loadPython(Path directory, @Nullable MlflowSignature signature) {
        return python == null ? null : new PythonModels(python).load(directory, signature);
    }
}
