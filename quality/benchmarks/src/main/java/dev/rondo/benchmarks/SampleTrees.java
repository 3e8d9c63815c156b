package dev.rondo.benchmarks;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** 100 trees of depth 6 for the sample table, grown by XGBoost, which also answers beside ours. */
final class SampleTrees {
    static final int TREES = 100;
    static final int DEPTH = 6;
    private static final int TRAINING_ROWS = 20_000;

    private SampleTrees() {}

    static Booster train() throws XGBoostError {
        var table = new SampleTable(TRAINING_ROWS, 1);
        var encoder = SampleTable.encoder();
        int columns = encoder.featureNames().length;
        var values = encoder.encode(table.batch());
        var matrix = new DMatrix(values, table.rows(), columns, Float.NaN);
        matrix.setLabel(table.outcomes());
        matrix.setFeatureTypes(encoder.featureTypes());
        try {
            return XGBoost.train(matrix, parameters(), TREES, Map.of(), null, null);
        } finally {
            matrix.dispose();
        }
    }

    private static Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        parameters.put("objective", "binary:logistic");
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", DEPTH);
        parameters.put("eta", 0.1);
        parameters.put("seed", 1);
        // One thread: what is compared is the work of one core.
        parameters.put("nthread", 1);
        return parameters;
    }
}
