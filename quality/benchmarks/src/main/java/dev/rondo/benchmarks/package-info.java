/** How fast and how small: benchmarks of rooms, and loads on a whole server. */
@NullMarked
package dev.rondo.benchmarks;

import org.jspecify.annotations.NullMarked;
