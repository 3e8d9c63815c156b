package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;

/**
 * A model of XGBoost, of the boosters {@code gbtree} and {@code dart}, run by our own kernel.
 * Margins are bit-equal to those of XGBoost's CPU predictor, and so are answers where its C library
 * computes {@code expf} as {@link Exponential} does; they are the same on every machine (rule 8.5).
 * All trees count: a model stopped early has to be cut when it is saved.
 */
public final class XgboostModel extends TreeModel {
    private final FloatTrees trees;
    private final XgboostParameters parameters;
    private final List<String> featureTypes;
    private final String version;

    private XgboostModel(XgboostFile file, XgboostParameters parameters) {
        super(parameters.features(), perFeature("feature_names", file.featureNames, parameters));
        this.parameters = parameters;
        featureTypes = List.copyOf(perFeature("feature_types", file.featureTypes, parameters));
        version = file.version;
        trees = XgboostTrees.of(file, parameters);
    }

    /**
     * Reads XGBoost's JSON or UBJSON, up to 256 MiB. The bytes are treated as hostile: sizes,
     * counts, indices and cycles are checked before anything is walked.
     *
     * @throws RondoException of kind USER (code {@code model.invalid} or {@code model.unsupported})
     *     or LIMIT
     */
    public static XgboostModel load(byte[] bytes) {
        var file = XgboostFile.read(bytes);
        return new XgboostModel(file, XgboostParameters.of(file));
    }

    private static List<String> perFeature(
            String field, List<String> texts, XgboostParameters parameters) {
        int features = parameters.features();
        if (!texts.isEmpty() && texts.size() != features) {
            throw ModelErrors.invalid(
                    field + " has " + texts.size() + " values for " + features + " features");
        }
        return texts;
    }

    /** XGBoost's feature types, {@code c} being a category; empty when the model has none. */
    List<String> featureTypes() {
        return featureTypes;
    }

    /** The version of XGBoost that wrote the file, such as {@code 3.4.0}; empty when not stated. */
    String version() {
        return version;
    }

    boolean isBinary() {
        return parameters.objective() == Objective.BINARY_LOGISTIC && outputs() == 1;
    }

    public int trees() {
        return trees.forest.trees();
    }

    @Override
    public int outputs() {
        return parameters.outputs();
    }

    @Override
    public int answers() {
        return parameters.objective().answers(outputs());
    }

    /**
     * The margin of one row of a model with one output.
     *
     * @param row {@link #features()} values; NaN is missing
     */
    public float margin(float[] row) {
        if (row.length != features() || outputs() != 1) {
            throw new IllegalArgumentException(
                    row.length + " values and " + outputs() + " outputs for " + features());
        }
        return margins(row)[0];
    }

    /** Margins in float32, as they are; see {@link #margins(double[])}. */
    public float[] margins(float[] rows) {
        return answer(Rows.of(rows, features()), true);
    }

    /** Answers in float32, as they are; see {@link #predict(double[])}. */
    public float[] predict(float[] rows) {
        return answer(Rows.of(rows, features()), false);
    }

    @Override
    public double[] margins(double[] rows) {
        return wide(answer(Rows.of(rows, features()), true));
    }

    @Override
    public double[] predict(double[] rows) {
        return wide(answer(Rows.of(rows, features()), false));
    }

    /** What the objective makes of a margin: a probability for {@code binary:logistic}. */
    public float score(float margin) {
        return parameters.objective().score(margin);
    }

    @Override
    String platform() {
        return "xgboost";
    }

    @Override
    DataType type() {
        return DataType.FP32;
    }

    @Override
    float[] answer(Rows rows, boolean margin) {
        var sums = new float[Math.multiplyExact(rows.count(), outputs())];
        for (int i = 0; i < sums.length; i += outputs()) {
            System.arraycopy(parameters.baseMargins(), 0, sums, i, outputs());
        }
        trees.add(rows, sums);
        return margin ? sums : parameters.objective().answers(sums, outputs());
    }

    private static double[] wide(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
