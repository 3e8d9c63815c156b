package dev.rondo.inference;

import java.util.Map;

/** What becomes of raw values, by the loss function that a model of CatBoost was trained for. */
enum CatboostLoss {
    VALUE,
    EXPONENTIAL,
    PROBABILITY,
    /** Probabilities of classes that exclude each other. */
    PROBABILITIES;

    private static final Map<String, CatboostLoss> LOSSES =
            Map.ofEntries(
                    Map.entry("RMSE", VALUE),
                    Map.entry("MultiRMSE", VALUE),
                    Map.entry("MAE", VALUE),
                    Map.entry("MAPE", VALUE),
                    Map.entry("Lq", VALUE),
                    Map.entry("Huber", VALUE),
                    Map.entry("LogCosh", VALUE),
                    Map.entry("Expectile", VALUE),
                    Map.entry("Quantile", VALUE),
                    Map.entry("MultiQuantile", VALUE),
                    Map.entry("QueryRMSE", VALUE),
                    Map.entry("PairLogit", VALUE),
                    Map.entry("PairLogitPairwise", VALUE),
                    Map.entry("YetiRank", VALUE),
                    Map.entry("YetiRankPairwise", VALUE),
                    Map.entry("Poisson", EXPONENTIAL),
                    Map.entry("Tweedie", EXPONENTIAL),
                    Map.entry("Logloss", PROBABILITY),
                    Map.entry("CrossEntropy", PROBABILITY),
                    Map.entry("Focal", PROBABILITY),
                    Map.entry("MultiLogloss", PROBABILITY),
                    Map.entry("MultiClassOneVsAll", PROBABILITY),
                    Map.entry("MultiClass", PROBABILITIES));

    static CatboostLoss of(String name) {
        var loss = LOSSES.get(name);
        if (loss == null) {
            var shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
            throw ModelErrors.unsupported("the loss function \"" + shown + "\" is not run")
                    .because("what it makes of a raw value is not known here")
                    .next(
                            "train with one of "
                                    + String.join(
                                            ", ", LOSSES.keySet().stream().sorted().toList()));
        }
        return loss;
    }

    /**
     * @param values of rows that stand one after another; they become the answers
     */
    void apply(double[] values, int outputs) {
        switch (this) {
            case VALUE -> {}
            case EXPONENTIAL -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = DoubleExponential.of(values[i]);
                }
            }
            case PROBABILITY -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = 1 / (1 + DoubleExponential.of(-values[i]));
                }
            }
            case PROBABILITIES -> {
                for (int start = 0; start < values.length; start += outputs) {
                    LightgbmObjective.softmax(values, start, start + outputs);
                }
            }
        }
    }
}
