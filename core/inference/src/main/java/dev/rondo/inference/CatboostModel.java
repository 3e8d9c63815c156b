package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;

/**
 * A model of CatBoost in its JSON form with symmetric trees over numbers, run by our own kernel.
 * Margins (CatBoost's {@code RawFormulaVal}) are bit-equal to CatBoost's. {@link #predict} gives
 * probabilities for classes (of the second one where there are two), not their names, and otherwise
 * what CatBoost's own gives.
 */
public final class CatboostModel extends DoubleTreeModel {
    private final CatboostLoss loss;
    private final double scale;
    private final double[] bias;

    private CatboostModel(CatboostFile file, int features, int outputs) {
        super(names(file, features), features, trees(file, outputs), outputs);
        loss = CatboostLoss.of(file.loss);
        scale = file.scale;
        bias = file.bias.length == 0 ? new double[outputs] : file.bias;
        if (bias.length != outputs) {
            throw ModelErrors.invalid(bias.length + " biases for " + outputs + " outputs");
        }
    }

    private static DoubleTrees trees(CatboostFile file, int outputs) {
        var builder = new ForestBuilder();
        for (var tree : file.trees) {
            if (tree.outputs() != outputs) {
                throw ModelErrors.invalid("trees have different numbers of outputs");
            }
            for (int output = 0; output < outputs; output++) {
                builder.add(new CatboostNodes(tree, file.features, output));
            }
        }
        return new DoubleTrees(builder.floats(), outputs);
    }

    /**
     * Reads CatBoost's JSON, up to 256 MiB. The bytes are treated as hostile: sizes, counts and
     * indices are checked before anything is walked.
     *
     * @throws dev.rondo.base.RondoException of kind USER (code {@code model.invalid} or {@code
     *     model.unsupported}) or LIMIT
     */
    public static CatboostModel load(byte[] bytes) {
        var file = CatboostFile.read(bytes);
        int outputs =
                file.trees.isEmpty()
                        ? Math.max(1, file.bias.length)
                        : file.trees.getFirst().outputs();
        if (outputs > XgboostParameters.MAX_OUTPUTS) {
            throw ModelErrors.unsupported(
                    "more than " + XgboostParameters.MAX_OUTPUTS + " outputs are not run");
        }
        int features = 0;
        for (var feature : file.features.values()) {
            features = Math.max(features, feature.column() + 1);
        }
        if (features == 0) {
            throw ModelErrors.invalid("the model has no features");
        }
        return new CatboostModel(file, features, outputs);
    }

    /** None, if not every feature has one. */
    private static List<String> names(CatboostFile file, int features) {
        var names = new String[features];
        Arrays.fill(names, "");
        for (var feature : file.features.values()) {
            names[feature.column()] = feature.name();
        }
        var all = List.of(names);
        return all.stream().filter(name -> !name.isEmpty()).distinct().count() == features
                ? all
                : List.of();
    }

    public int trees() {
        return allTrees() / outputs();
    }

    @Override
    String platform() {
        return "catboost";
    }

    @Override
    void finish(double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i] * scale + bias[i % outputs()];
        }
    }

    @Override
    void transform(double[] margins) {
        loss.apply(margins, outputs());
    }
}
