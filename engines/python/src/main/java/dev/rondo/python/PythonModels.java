package dev.rondo.python;

import dev.rondo.base.RondoException;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.TensorModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * MLflow model directories run by an interpreter.
 *
 * <pre>{@code
 * var options = new PythonOptions(List.of("python3"), Duration.ofMinutes(2), Duration.ofSeconds(60));
 * try (var model = new PythonModels(options).load(directory, signature)) {
 *     var outputs = model.infer(inputs, InferenceOptions.DEFAULT);
 * }
 * }</pre>
 */
public final class PythonModels {
    private final PythonOptions options;

    public PythonModels(PythonOptions options) {
        this.options = options;
    }

    /**
     * Starts a child that has loaded the model.
     *
     * @param signature as the directory says it; null where it has none
     * @throws RondoException of kind USER with the last lines that the child wrote, when it does
     *     not come up
     */
    public TensorModel load(Path directory, @Nullable MlflowSignature signature) {
        var supervisor = new Supervisor(options, directory.toAbsolutePath());
        return new PythonModel(supervisor, signature, supervisor.start());
    }
}
