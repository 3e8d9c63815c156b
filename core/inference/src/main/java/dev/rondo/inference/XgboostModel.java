package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model of XGBoost ({@code gbtree} with {@code binary:logistic} or {@code reg:squarederror}), run
 * by our own kernel. Margins are bit-equal to those of XGBoost's CPU predictor; probabilities are
 * within 2 units in the last place and, being computed with {@link StrictMath}, the same on every
 * machine (rule 8.5). All trees count: a model stopped early has to be cut when it is saved.
 */
public final class XgboostModel {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,3})?");

    private final Forest forest;
    private final Objective objective;
    private final int features;
    private final List<String> featureNames;
    private final List<String> featureTypes;
    private final String version;

    private XgboostModel(XgboostFile file) {
        objective = Objective.of(file.objective);
        features = features(file);
        featureNames = perFeature("feature_names", file.featureNames);
        featureTypes = perFeature("feature_types", file.featureTypes);
        version = file.version;
        forest = forest(file, objective.baseMargin(baseScore(file.baseScore)));
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
        if (!file.booster.equals("gbtree")) {
            throw ModelErrors.unsupported("the booster \"" + file.booster + "\" is not run yet")
                    .next("train with booster=gbtree");
        }
        if (file.droppedTrees) {
            throw ModelErrors.unsupported("trees with dropout are not run yet");
        }
        return new XgboostModel(file);
    }

    private static int features(XgboostFile file) {
        if (whole("num_class", file.classes) > 1 || whole("num_target", file.targets) > 1) {
            throw ModelErrors.unsupported("models with several outputs are not run yet");
        }
        int features = whole("num_feature", file.features);
        if (features == 0) {
            throw ModelErrors.invalid("the model has no features");
        }
        return features;
    }

    private static int whole(String field, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw ModelErrors.invalid(field + " is no whole number");
        }
        return Integer.parseInt(text);
    }

    /** Versions up to 3.0 write {@code 5E-1}, later ones a vector: {@code [5E-1]}. */
    private static float baseScore(String text) {
        var number = text.strip();
        if (number.startsWith("[") && number.endsWith("]")) {
            number = number.substring(1, number.length() - 1).strip();
        }
        if (!NUMBER.matcher(number).matches()) {
            throw ModelErrors.invalid("base_score is no single number");
        }
        var score = Float.parseFloat(number);
        if (!Float.isFinite(score)) {
            throw ModelErrors.invalid("base_score is out of range");
        }
        return score;
    }

    private List<String> perFeature(String field, List<String> texts) {
        if (!texts.isEmpty() && texts.size() != features) {
            throw ModelErrors.invalid(
                    field + " has " + texts.size() + " values for " + features + " features");
        }
        return List.copyOf(texts);
    }

    private Forest forest(XgboostFile file, float baseMargin) {
        int count = file.trees.size();
        if (whole("num_trees", file.treeCount) != count || file.treeInfo.length != count) {
            throw ModelErrors.invalid("num_trees, tree_info and trees do not agree");
        }
        var builder = new ForestBuilder(features);
        for (int i = 0; i < count; i++) {
            if (file.treeInfo[i] != 0) {
                throw ModelErrors.invalid("a tree belongs to an output that there is not");
            }
            try {
                builder.add(file.trees.get(i));
            } catch (RondoException e) {
                throw ModelErrors.within("tree " + i, e);
            }
        }
        return builder.build(baseMargin);
    }

    /** How many values a row has. */
    public int features() {
        return features;
    }

    /** The names that the model was trained with; empty when it has none. */
    public List<String> featureNames() {
        return featureNames;
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
        return objective == Objective.BINARY_LOGISTIC;
    }

    public int trees() {
        return forest.trees();
    }

    /**
     * The margin of one row.
     *
     * @param row {@link #features()} values; NaN is missing
     */
    public float margin(float[] row) {
        if (row.length != features) {
            throw new IllegalArgumentException(row.length + " values for " + features);
        }
        return forest.margins(row, 1, features)[0];
    }

    /**
     * The margins of many rows.
     *
     * @param values rows of {@link #features()} values, one after the other; NaN is missing
     */
    public float[] margins(float[] values) {
        if (values.length % features != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are no rows of " + features + " features");
        }
        return forest.margins(values, values.length / features, features);
    }

    /** What the objective makes of a margin: a probability for {@code binary:logistic}. */
    public float score(float margin) {
        return objective.score(margin);
    }
}
