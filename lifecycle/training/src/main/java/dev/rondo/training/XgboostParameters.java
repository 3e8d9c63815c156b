package dev.rondo.training;

import dev.rondo.base.RondoException;
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

    /** From here on deeper trees and larger steps pay. */
    private static final int LARGE_TABLE = 20_000;

    private XgboostParameters() {}

    static Map<String, String> complete(Map<String, String> changes, int rows, long seed) {
        boolean large = rows >= LARGE_TABLE;
        var parameters = new TreeMap<String, String>();
        parameters.put("eta", large ? "0.1" : "0.05");
        parameters.put("max_depth", large ? "6" : "4");
        parameters.put("min_child_weight", large ? "5" : "2");
        parameters.put("subsample", "0.8");
        parameters.put("colsample_bytree", "0.8");
        parameters.putAll(checked(changes));
        parameters.put("booster", "gbtree");
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("tree_method", "hist");
        parameters.put("nthread", Integer.toString(THREADS));
        // XGBoost's seed is an int.
        parameters.put("seed", Integer.toString(Long.hashCode(seed) & Integer.MAX_VALUE));
        return parameters;
    }

    private static Map<String, String> checked(Map<String, String> changes) {
        for (var name : changes.keySet()) {
            if (!CHANGEABLE.contains(name)) {
                throw RondoException.user(
                                "training.unknown_parameter",
                                "XGBoost's parameter \"" + name + "\" cannot be set here")
                        .next(
                                "parameters that can: "
                                        + String.join(", ", CHANGEABLE.stream().sorted().toList()));
            }
        }
        return changes;
    }
}
