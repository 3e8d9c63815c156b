/**
 * Rows of numbers, as the protocols without tensors send and take them in JSON and CSV: read into a
 * table, put in the order of a model's columns, and answered row by row.
 */
@NullMarked
package dev.rondo.wire.rows;

import org.jspecify.annotations.NullMarked;
