package dev.rondo.training;

import dev.rondo.data.Table;
import dev.rondo.inference.LoadedModel;

/** A model's scores for the rows of a table. */
public final class Scoring {
    private static final int BLOCK = 4096;

    private Scoring() {}

    /**
     * The probability of the positive class for each row, the way that serving computes it.
     *
     * @throws dev.rondo.base.RondoException of kind USER when the table lacks one of the model's
     *     inputs
     */
    public static double[] scores(LoadedModel model, Table table) {
        var batches = new Batches(table, model.signature());
        var scores = new double[table.rows()];
        for (int from = 0; from < scores.length; from += BLOCK) {
            int to = Math.min(scores.length, from + BLOCK);
            var predictions = model.model().predict(batches.rows(from, to));
            for (int row = from; row < to; row++) {
                scores[row] = predictions[row - from].score();
            }
        }
        return scores;
    }
}
