package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;

/**
 * A model of LightGBM in its text form, run by our own kernel in float64. Raw scores are bit-equal
 * to LightGBM's, and so are answers where its C library computes {@code exp} as {@link
 * DoubleExponential} does, but for {@code cross_entropy_lambda}, which may be a unit in the last
 * place off; they are the same on every machine (rule 8.5). All trees count.
 */
public final class LightgbmModel extends DoubleTreeModel {
    private static final int MAX_OUTPUTS = XgboostParameters.MAX_OUTPUTS;

    private final LightgbmObjective objective;

    /** By what the sums are divided before they become answers. */
    private final int divisor;

    private LightgbmModel(LightgbmFile file, int features, int outputs) {
        super(names(file, features), features, trees(file, features, outputs), outputs);
        objective = LightgbmObjective.of(file.text("objective", ""));
        int iterations = file.trees.size() / outputs;
        divisor = file.has("average_output") ? Math.max(1, iterations) : 1;
    }

    private static DoubleTrees trees(LightgbmFile file, int features, int outputs) {
        var builder = new ForestBuilder();
        for (int i = 0; i < file.trees.size(); i++) {
            try {
                builder.add(new LightgbmNodes(file.trees.get(i), features));
            } catch (RondoException e) {
                throw ModelErrors.within("tree " + i, e);
            }
        }
        return new DoubleTrees(builder.doubles(), outputs);
    }

    /**
     * Reads LightGBM's text, up to 256 MiB. The bytes are treated as hostile: sizes, counts,
     * indices and cycles are checked before anything is walked.
     *
     * @throws RondoException of kind USER (code {@code model.invalid} or {@code model.unsupported})
     *     or LIMIT
     */
    public static LightgbmModel load(byte[] bytes) {
        var file = LightgbmFile.read(bytes);
        int features = file.whole("max_feature_idx") + 1;
        int outputs = file.whole("num_tree_per_iteration");
        if (outputs == 0 || outputs > MAX_OUTPUTS || file.trees.size() % outputs != 0) {
            throw ModelErrors.invalid(
                    file.trees.size() + " trees for " + outputs + " in each iteration");
        }
        return new LightgbmModel(file, features, outputs);
    }

    private static List<String> names(LightgbmFile file, int features) {
        var text = file.text("feature_names", "").strip();
        var names = List.of(text.split(" ", 1_000_000));
        if (names.size() != features) {
            throw ModelErrors.invalid(
                    "feature_names has " + names.size() + " values for " + features + " features");
        }
        return names;
    }

    public int trees() {
        return allTrees();
    }

    @Override
    String platform() {
        return "lightgbm";
    }

    @Override
    void finish(double[] sums) {}

    @Override
    void transform(double[] margins) {
        if (divisor != 1) {
            for (int i = 0; i < margins.length; i++) {
                margins[i] /= divisor;
            }
        }
        objective.apply(margins, outputs());
    }
}
