package dev.rondo.training;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters that XGBoost gets: defaults that do well on small and large tables alike, and what
 * a caller changes. Early stopping finds the number of trees, so the rest need not be searched.
 *
 * <p>A caller may change {@link #CHANGEABLE}; the objective, the number of threads and what else
 * makes the same seed give the same bytes stay as they are.
 */
final class XgboostParameters {
    /** Fixed, not the machine's: sums of floats depend on how many threads share them. */
    static final int THREADS = 2;

    static final Set<String> CHANGEABLE =
            Set.of(
                    "eta",
                    "max_depth",
                    "min_child_weight",
                    "subsample",
                    "colsample_bytree",
                    "lambda",
                    "alpha",
                    "gamma",
                    "max_bin",
                    "max_cat_to_onehot",
                    "max_cat_threshold",
                    "max_delta_step",
                    "scale_pos_weight");

    /** What suits a number of training rows: the more there are, the deeper trees pay. */
    private record Size(int rows, String depth, String eta, String minChildWeight) {}

    private static final List<Size> SIZES =
            List.of(
                    new Size(100_000, "6", "0.2", "10"),
                    new Size(20_000, "5", "0.1", "5"),
                    new Size(0, "3", "0.1", "2"));

    private XgboostParameters() {}

    static Map<String, String> complete(Map<String, String> changes, int rows, long seed) {
        var size = SIZES.stream().filter(s -> rows >= s.rows()).findFirst().orElseThrow();
        var parameters = new TreeMap<String, String>();
        parameters.put("eta", size.eta());
        parameters.put("max_depth", size.depth());
        parameters.put("min_child_weight", size.minChildWeight());
        parameters.put("subsample", "0.8");
        parameters.put("colsample_bytree", "0.8");
        parameters.putAll(changes);
        parameters.put("booster", "gbtree");
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("tree_method", "hist");
        parameters.put("nthread", Integer.toString(THREADS));
        // XGBoost's seed is an int.
        parameters.put("seed", Integer.toString(Long.hashCode(seed) & Integer.MAX_VALUE));
        return parameters;
    }

    /**
     * Checks the names that a caller changes; XGBoost itself checks the values.
     *
     * @throws RondoException of kind USER for one that is not {@link #CHANGEABLE}
     */
    static void check(Map<String, String> changes) {
        for (var name : changes.keySet()) {
            if (!CHANGEABLE.contains(name)) {
                var known = CHANGEABLE.stream().sorted().toList();
                throw RondoException.user(
                                "training.unknown_parameter",
                                "XGBoost's parameter \"" + name + "\" cannot be set here")
                        .next("parameters that can: " + String.join(", ", known));
            }
        }
    }
}
