package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model of trees, run by our own kernel without the framework that trained it:
 *
 * <pre>{@code
 * var model = TreeModel.load(Path.of("model.ubj"));
 * double[] rows = {39, 7.5, Double.NaN}; // one row of model.features() values, NaN missing
 * double probability = model.predict(rows)[0];
 * }</pre>
 *
 * Immutable, and safe to use from many threads.
 */
public abstract sealed class TreeModel permits XgboostModel, DoubleTreeModel {
    private final int features;
    private final List<String> featureNames;

    TreeModel(int features, List<String> featureNames) {
        this.features = features;
        this.featureNames = List.copyOf(featureNames);
    }

    /**
     * Reads a file of XGBoost (JSON or UBJSON), LightGBM (text) or CatBoost (JSON), up to 256 MiB,
     * whatever its name is.
     *
     * @throws RondoException of kind USER when it is no such file or not a sound one, of kind LIMIT
     *     when it is too large, NOT_FOUND when there is none
     */
    public static TreeModel load(Path file) {
        return TreeModelFiles.load(file);
    }

    /** How many values a row has. */
    public final int features() {
        return features;
    }

    /** The names that the model was trained with; empty when it has none. */
    public final List<String> featureNames() {
        return featureNames;
    }

    /** How many margins a row has: one for each class or target. */
    public abstract int outputs();

    /** How many values {@link #predict} gives for a row. */
    public abstract int answers();

    /**
     * What the framework's own {@code predict} gives.
     *
     * @param rows of {@link #features()} values, one after another; NaN is missing
     * @return {@link #answers()} values for each row
     */
    public abstract double[] predict(double[] rows);

    /**
     * The raw margins, bit-equal to those of the framework.
     *
     * @param rows of {@link #features()} values, one after another; NaN is missing
     * @return {@link #outputs()} values for each row
     */
    public abstract double[] margins(double[] rows);

    abstract String platform();

    /** The type of its answers. */
    abstract DataType type();

    /** Margins or answers as an array of {@link #type()}. */
    abstract Object answer(Rows rows, boolean margin);
}
