/** A small HTTP client of Rondo's own REST. */
@NullMarked
package dev.rondo.client;

import org.jspecify.annotations.NullMarked;
