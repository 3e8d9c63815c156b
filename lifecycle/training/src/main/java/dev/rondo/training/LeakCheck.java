package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.data.CategoryColumn;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import dev.rondo.measures.RocAuc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Looks for a single input that alone tells the outcomes apart almost perfectly. Such a column is
 * often written after the outcome is known, and empty or different when the model is asked.
 */
final class LeakCheck {
    private static final double SUSPICIOUS = 0.99;

    private final Table train;
    private final Table validation;
    private final boolean[] trainLabels;
    private final boolean[] validationLabels;

    LeakCheck(Table train, Table validation, Target target) {
        this.train = train;
        this.validation = validation;
        trainLabels = Targets.labels(train, target);
        validationLabels = Targets.labels(validation, target);
    }

    /** A warning for each such input. */
    List<String> warnings(List<Column> features) {
        var warnings = new ArrayList<String>();
        for (var feature : features) {
            double auc = alone(feature);
            if (auc > SUSPICIOUS) {
                warnings.add(
                        "\"%s\" alone tells the outcomes apart (ROC-AUC %.3f on validation): is it known before the outcome is?"
                                .formatted(feature.name(), auc));
            }
        }
        return warnings;
    }

    private double alone(Column feature) {
        if (!feature.type().numeric()) {
            return eitherWay(levelShares(feature.name()));
        }
        var low = validation.numbers(feature.name());
        var high = low.clone();
        for (int row = 0; row < low.length; row++) {
            if (Double.isNaN(low[row])) {
                low[row] = -Double.MAX_VALUE;
                high[row] = Double.MAX_VALUE;
            }
        }
        return Math.max(eitherWay(low), eitherWay(high));
    }

    private double eitherWay(double[] scores) {
        double auc = RocAuc.value(scores, validationLabels);
        return Math.max(auc, 1 - auc);
    }

    /** Each validation row's level as its share of positives in training, missing as a level. */
    private double[] levelShares(String feature) {
        var seen = train.texts(feature);
        var positives = new HashMap<String, int[]>();
        for (int row = 0; row < seen.size(); row++) {
            var counts = positives.computeIfAbsent(level(seen, row), level -> new int[2]);
            counts[trainLabels[row] ? 1 : 0]++;
        }
        var column = validation.texts(feature);
        var shares = new double[column.size()];
        for (int row = 0; row < shares.length; row++) {
            var counts = positives.getOrDefault(level(column, row), new int[] {1, 1});
            shares[row] = (double) counts[1] / (counts[0] + counts[1]);
        }
        return shares;
    }

    private static String level(CategoryColumn column, int row) {
        var text = column.get(row);
        return text == null ? "" : "=" + text;
    }
}
