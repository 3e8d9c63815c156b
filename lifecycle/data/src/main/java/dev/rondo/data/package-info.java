/**
 * Datasets as immutable, typed versions: reading tables, storing them, describing them ({@link
 * dev.rondo.data.Profile}), checking new ones ({@link dev.rondo.data.Suite}) and splitting them.
 */
@NullMarked
package dev.rondo.data;

import org.jspecify.annotations.NullMarked;
