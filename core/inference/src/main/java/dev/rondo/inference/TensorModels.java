package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.file.Path;

/** The door to models as servers run them. */
public final class TensorModels {
    /** What the tensor of a whole row's features is called when nothing else is said. */
    public static final String INPUT = "input";

    private TensorModels() {}

    /**
     * Reads a model file, recognised by its content: JSON and UBJSON of XGBoost, text of LightGBM.
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
        return new TreeTensorModel(TreeModel.load(file), input);
    }
}
