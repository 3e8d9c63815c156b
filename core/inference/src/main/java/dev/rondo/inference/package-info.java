/**
 * Models as values: what goes in ({@link dev.rondo.inference.Signature}, {@link
 * dev.rondo.inference.Batch}), what comes out, the tree kernel that computes it, the directory that
 * a model lives in, and the record of every answer.
 */
@NullMarked
package dev.rondo.inference;

import org.jspecify.annotations.NullMarked;
