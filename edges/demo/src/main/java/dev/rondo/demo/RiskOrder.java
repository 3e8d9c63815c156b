package dev.rondo.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The simulation's own idea of which rows are at risk: naive Bayes over the past rows. It shares
 * nothing with the platform's models.
 */
final class RiskOrder {
    private final List<Integer> columns = new ArrayList<>();
    private final List<Scale> scales = new ArrayList<>();
    private final List<double[]> weights = new ArrayList<>();

    RiskOrder(List<String[]> past, Columns columns, SourceRows source, String positive) {
        for (int column : columns.inputs()) {
            var scale = Scale.learn(past, column, columns.numeric(column));
            this.columns.add(column);
            scales.add(scale);
            weights.add(weights(past, column, scale, source, positive));
        }
    }

    private static double[] weights(
            List<String[]> past, int column, Scale scale, SourceRows source, String positive) {
        var counts = new double[2][scale.cells()];
        var totals = new double[2];
        for (var row : past) {
            int outcome = source.outcome(row).equals(positive) ? 1 : 0;
            counts[outcome][scale.cell(row[column])]++;
            totals[outcome]++;
        }
        var weights = new double[scale.cells()];
        for (int cell = 0; cell < weights.length; cell++) {
            double positives = (counts[1][cell] + 1) / (totals[1] + weights.length);
            double negatives = (counts[0][cell] + 1) / (totals[0] + weights.length);
            weights[cell] = Math.log(positives / negatives);
        }
        return weights;
    }

    double risk(String[] row) {
        double sum = 0;
        for (int i = 0; i < columns.size(); i++) {
            sum += weights.get(i)[scales.get(i).cell(row[columns.get(i)])];
        }
        return sum;
    }
}
