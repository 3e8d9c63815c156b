/**
 * Models that only Python can run: a supervised child for each, which loads an MLflow model's
 * {@code python_function} and answers batches of tensors over a local socket. Nothing is unpickled
 * in this process.
 */
@NullMarked
package dev.rondo.python;

import org.jspecify.annotations.NullMarked;
