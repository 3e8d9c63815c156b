package dev.rondo.hosting;

import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Where the models of a repository lie. */
public sealed interface ModelSource permits ModelsOnDisk, AddedModels {
    /**
     * Recognises what lies at a path: one model (a file, an MLflow model directory, a folder with
     * one model file, or a folder of its numbered versions), or a repository of several.
     *
     * @param name what to call the model, or which one of a repository is meant; null for the name
     *     of its file or folder, or all models
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND or USER that says what is wrong with
     *     the path
     */
    static ModelSource at(Path path, @Nullable String name) {
        return ModelsOnDisk.at(path, name);
    }

    /** Every version that lies there now, by name and number. */
    SortedMap<String, SortedMap<Long, ModelFile>> scan();

    /** The name of the only model; null where there may be several. */
    @Nullable String single();
}
