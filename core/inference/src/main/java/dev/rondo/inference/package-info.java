/**
 * Models as values: what goes in ({@link dev.rondo.inference.Signature}, {@link
 * dev.rondo.inference.Batch}), what comes out, the tree kernel that computes it, the directory that
 * a model lives in, and the record of every answer.
 *
 * <p>It is a library of its own for models of XGBoost (JSON or UBJSON) and LightGBM (text), without
 * either package:
 *
 * <pre>{@code
 * var model = TreeModel.load(Path.of("model.ubj"));
 * double[] rows = {39, 7.5, Double.NaN}; // one row or many, model.features() values each
 * double[] answers = model.predict(rows); // what the framework's own predict gives
 * }</pre>
 *
 * {@link dev.rondo.inference.TensorModels} gives the same models as servers run them, with named
 * tensors.
 */
@NullMarked
package dev.rondo.inference;

import org.jspecify.annotations.NullMarked;
