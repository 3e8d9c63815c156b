package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The door to models as servers run them. */
public final class TensorModels {
    /** What the tensor of a whole row's features is called when nothing else is said. */
    public static final String INPUT = "input";

    private TensorModels() {}

    /**
     * Reads a model file, recognised by its content: JSON and UBJSON of XGBoost, text of LightGBM,
     * JSON of CatBoost, ONNX; or a directory of ours, see {@link ModelDirectory}, which takes the
     * columns that it was trained on.
     *
     * @throws RondoException that says what to do, see {@link TreeModel#load}
     */
    public static TensorModel load(Path file) {
        return load(file, INPUT);
    }

    /**
     * See {@link #load(Path)}.
     *
     * @param input what the tensor of a whole row's features is called
     */
    public static TensorModel load(Path file, String input) {
        if (Files.isDirectory(file)) {
            return new ColumnModel(ModelDirectory.load(file));
        }
        return TreeModelFiles.read(
                file,
                bytes ->
                        OnnxFile.is(bytes)
                                ? OnnxFile.load(file, bytes)
                                : new TreeTensorModel(TreeModelFiles.parse(bytes), input));
    }
}
