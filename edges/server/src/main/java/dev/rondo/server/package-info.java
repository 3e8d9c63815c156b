/** The composition root, Rondo's own REST, and the closed loop. */
@NullMarked
package dev.rondo.server;

import org.jspecify.annotations.NullMarked;
