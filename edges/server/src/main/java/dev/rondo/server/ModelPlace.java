package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ControlMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model files a server has.
 *
 * @param path a model file, an MLflow model directory or a model repository
 * @param multiModel whether requests say which models are loaded from below the path, and none is
 *     at the start: SageMaker's contract of containers with several models
 * @param name what to call the model where there is one; null for the name of its file or folder
 * @param control who decides which models are loaded
 * @param configFile TensorFlow Serving's file of models; null for all models there are
 */
public record ModelPlace(
        Path path,
        boolean multiModel,
        @Nullable String name,
        ControlMode control,
        @Nullable Path configFile) {
    /** Where the contracts of KServe and SageMaker put a model. */
    private static final List<Path> USUAL =
            List.of(Path.of("/mnt/models"), Path.of("/opt/ml/model"));

    /** Where SageMaker puts the models of a container with several. */
    private static final Path USUAL_OF_SEVERAL = Path.of("/opt/ml/models");

    /** Models of which one of this name is served, or all for null. */
    public static ModelPlace at(Path path, @Nullable String name, ControlMode control) {
        return new ModelPlace(path, false, name, control, null);
    }

    /**
     * The first of the places where containers get their model.
     *
     * @throws RondoException of kind USER where there is none
     */
    public static Path usual(boolean multiModel) {
        return multiModel
                ? USUAL_OF_SEVERAL
                : USUAL.stream()
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(ModelPlace::nothingNamed);
    }

    private static RondoException nothingNamed() {
        return RondoException.user("serve.no_path", "no model is named")
                .because("and there is none in " + USUAL)
                .next("name a model file, an MLflow model directory or a model repository");
    }
}
