package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the model file of a folder: of an MLflow model directory, or the one that is there. */
final class ModelFolder {
    private static final List<String> USUAL =
            List.of(
                    "model.json",
                    "model.ubj",
                    "model.bst",
                    "model.xgb",
                    "model.txt",
                    "model.lgb",
                    "model.onnx",
                    "xgboost.json",
                    "xgboost.ubj",
                    "lightgbm.txt");
    private static final List<String> ENDINGS =
            List.of(".json", ".ubj", ".bst", ".xgb", ".txt", ".lgb", ".onnx");

    private ModelFolder() {}

    static boolean isMlflow(Path folder) {
        return Files.isRegularFile(folder.resolve(MlflowDirectory.MLMODEL));
    }

    /** Whether the folder itself, not one below it, holds a model. */
    static boolean holdsModel(Path folder) {
        return isMlflow(folder) || !candidates(folder).isEmpty();
    }

    /**
     * The model file; of an MLflow model directory that cannot be run here, its description.
     *
     * @throws RondoException of kind USER when there is none, or no telling which
     */
    static Path modelFile(Path folder) {
        if (isMlflow(folder)) {
            return MlflowDirectory.read(folder).mainFile();
        }
        for (var name : USUAL) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        var found = candidates(folder);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw RondoException.user(
                        "model.no_file",
                        found.isEmpty()
                                ? "there is no model file in the folder"
                                : "there are " + found.size() + " model files in the folder")
                .at(folder.toString())
                .next("put one file there, named for example model.json, model.ubj or model.txt");
    }

    private static List<Path> candidates(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).filter(ModelFolder::looksLikeModel).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean looksLikeModel(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith)
                && !name.equals("config.json")
                && !name.equals("requirements.txt")
                && !name.equals("model-settings.json")
                && !name.startsWith(".");
    }
}
