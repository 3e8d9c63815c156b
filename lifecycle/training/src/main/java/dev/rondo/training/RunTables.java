package dev.rondo.training;

import dev.rondo.data.Table;
import dev.rondo.inference.Batch;
import dev.rondo.inference.LoadedModel;

/**
 * The rows of a training run.
 *
 * @param whole every row whose outcome is known, which the three parts share out
 * @param train what trees were grown on
 * @param validation what the number of trees and the threshold were chosen on
 * @param test what the reported figures rest on
 */
public record RunTables(Table whole, Table train, Table validation, Table test) {
    /**
     * The model's inputs of so many rows of the whole, spread evenly over it.
     *
     * @throws dev.rondo.base.RondoException of kind USER when the table lacks one of the inputs
     */
    public Batch inputs(LoadedModel model, int mostRows) {
        var rows = new int[Math.min(mostRows, whole.rows())];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) ((long) i * whole.rows() / rows.length);
        }
        var chosen = rows.length == whole.rows() ? whole : whole.select(rows);
        return new Batches(chosen, model.signature()).rows(0, rows.length);
    }
}
