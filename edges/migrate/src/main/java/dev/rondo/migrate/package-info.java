/** Moves what another tracking server has into Rondo, over the REST of both. */
@NullMarked
package dev.rondo.migrate;

import org.jspecify.annotations.NullMarked;
